-- Shared by every budget script: the clock, and the end of holds that nobody keeps alive.
-- KEYS[1] is the prefix of one account: every key of it has the same hash tag, so one slot.
--   <prefix>c:<scope>  hash   <budget>/<limit>:<window>:s settled, :r reserved; <budget>/<limit>:w windows kept
--   <prefix>h:<id>     string a live hold, or the tombstone of an ended one
--   <prefix>due        zset   live holds; score = deadline in ms * 2 + (1 once dispatched)
--   <prefix>seq        string counts the changes of this account
--   <prefix>ledger     stream one entry for each charge
-- A live hold is lines: cost, meta, then for each counter: scope, settled field, reserved field, amount.
-- Numbers are whole and below 2^53; they are printed with %.0f because .. would round them.
local P = KEYS[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function whole(x) return string.format('%.0f', x) end

local function lines(text)
  local out = {}
  for line in string.gmatch(text, '[^\n]+') do out[#out + 1] = line end
  return out
end

local function write(max, id, kind, cost, tokens, meta, charges)
  redis.call('XADD', P .. 'ledger', 'MAXLEN', '~', max, '*', 'hold', id, 'kind', kind,
    'cost', cost, 'tokens', tokens, 'meta', meta, 'charges', charges)
end

-- Ends at most `limit` holds whose deadline has passed: dispatched ones are charged whole, because the
-- provider may have been paid; others are given back. Returns how many there were.
local function expire(limit, max)
  local due = redis.call('ZRANGEBYSCORE', P .. 'due', '-inf', whole(now * 2 + 1), 'WITHSCORES', 'LIMIT', 0, limit)
  for i = 1, #due, 2 do
    local id, charged = due[i], tonumber(due[i + 1]) % 2 == 1
    local key = P .. 'h:' .. id
    redis.call('ZREM', P .. 'due', id)
    local text = redis.call('GET', key)
    if text then
      local hold = lines(text)
      local tomb, charges = { charged and 'x1' or 'x0', hold[1] }, {}
      for j = 3, #hold, 4 do
        local hash, s, r, amount = P .. 'c:' .. hold[j], hold[j + 1], hold[j + 2], hold[j + 3]
        redis.call('HINCRBY', hash, r, '-' .. amount)
        if charged then
          redis.call('HINCRBY', hash, s, amount)
          charges[#charges + 1] = hold[j] .. ' ' .. string.sub(s, 1, -3) .. '=' .. amount
        end
        tomb[#tomb + 1] = amount
      end
      redis.call('SET', key, table.concat(tomb, '\n'), 'PX', 86400000)
      if charged then write(max, id, 'expired', hold[1], '', hold[2], table.concat(charges, ';')) end
      redis.call('INCR', P .. 'seq')
    end
  end
  return #due / 2
end
