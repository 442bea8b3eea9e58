-- Compares one account's counters with its ledger and its live holds. Reads only.
--   redis-cli --eval verify.lua 'hg:<gateway>:{t:<tenant>}:'
-- KEYS[1] is the account's prefix. Replies one line for each counter that differs; none when all is well.
-- The ledger is trimmed to about its newest 100,000 entries: counters of windows that began before its oldest
-- entry may then be larger than its sum.
local P = KEYS[1]
local sums = {}

local function add(key, amount) sums[key] = (sums[key] or 0) + amount end

local from = '-'
while true do
  local entries = redis.call('XRANGE', P .. 'ledger', from, '+', 'COUNT', 1000)
  for _, entry in ipairs(entries) do
    for i = 1, #entry[2], 2 do
      if entry[2][i] == 'charges' then
        for scope, field, amount in string.gmatch(entry[2][i + 1], '([^ ;]+) ([^=;]+)=(-?%d+)') do
          add(scope .. ' ' .. field .. ':s', tonumber(amount))
        end
      end
    end
  end
  if #entries < 1000 then break end
  from = '(' .. entries[#entries][1]
end

for _, id in ipairs(redis.call('ZRANGE', P .. 'due', 0, -1)) do
  local hold = {}
  for line in string.gmatch(redis.call('GET', P .. 'h:' .. id) or '', '[^\n]+') do hold[#hold + 1] = line end
  for i = 3, #hold, 4 do add(hold[i] .. ' ' .. hold[i + 2], tonumber(hold[i + 3])) end
end

local out = {}
local base = P .. 'c:'
for _, key in ipairs(redis.call('KEYS', base .. '*')) do
  local scope = string.sub(key, #base + 1)
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local name = scope .. ' ' .. fields[i]
    if string.find(fields[i], ':[sr]$') and tonumber(fields[i + 1]) ~= (sums[name] or 0) then
      out[#out + 1] = string.format('%s is %s, its entries sum up to %.0f', name, fields[i + 1], sums[name] or 0)
    end
  end
end
return out
