-- Holds what one attempt may cost in every counter of one account, all or nothing.
-- ARGV: 1 id, 2 lease ms, 3 cap, 4 smallest cap worth having, 5 meta, 6 cost at the cap, 7 cost without
--   output, 8 cost of one token of cap, 9 ledger's length, 10 hashes, 11 counters;
--   for each counter: window start, window end, limit for this class, need at the cap, need without output,
--   need of one token of cap, ms to keep the hash;
--   for each hash: scope, its counters, for each of them: settled field, reserved field.
-- Replies {1, now, seq, cap, used…} held | {0, now, 0, 0, used…} does not fit | {-1, now} a window is not
-- the store's | {-2, now} this id was used before.
local cap, least = tonumber(ARGV[3]), tonumber(ARGV[4])
local hashes, counters = tonumber(ARGV[10]), tonumber(ARGV[11])
local full = cap

for i = 12, 11 + counters * 7, 7 do
  if now < tonumber(ARGV[i]) or now >= tonumber(ARGV[i + 1]) then return { -1, now } end
end

local used, fresh
local function read()
  used, fresh = {}, {}
  local a, i = 12 + counters * 7, 0
  for _ = 1, hashes do
    local count = tonumber(ARGV[a + 1])
    local v = redis.call('HMGET', P .. 'c:' .. ARGV[a], unpack(ARGV, a + 2, a + 1 + count * 2))
    for j = 1, count * 2, 2 do
      i = i + 1
      fresh[i] = not v[j] and not v[j + 1]
      used[i] = tonumber(v[j] or 0) + tonumber(v[j + 1] or 0)
    end
    a = a + 2 + count * 2
  end
end

-- The largest cap that fits every limit; below `least` it does not fit.
local function fit()
  local best = full
  for i = 1, counters do
    local o = 5 + i * 7
    local left = tonumber(ARGV[o + 2]) - used[i]
    if tonumber(ARGV[o + 3]) > left then
      local per = tonumber(ARGV[o + 5])
      local most = -1
      if per > 0 then most = math.floor((left - tonumber(ARGV[o + 4])) / per) end
      if most < best then best = most end
    end
  end
  return best
end

expire(8, ARGV[9])
read()
cap = fit()
-- Nobody is refused because of holds that nobody uses: end all of them before saying no.
while cap < least and expire(256, ARGV[9]) > 0 do
  read()
  cap = fit()
end
if cap < least then return { 0, now, 0, 0, unpack(used) } end

local hold = { ARGV[6], ARGV[5] }
if cap < full then hold[1] = whole(ARGV[7] + cap * ARGV[8]) end
local a, i = 12 + counters * 7, 0
for _ = 1, hashes do
  local count = tonumber(ARGV[a + 1])
  for j = a + 2, a + count * 2, 2 do
    i = i + 1
    local o = 5 + i * 7
    local need = ARGV[o + 3]
    if cap < full then need = whole(ARGV[o + 4] + cap * ARGV[o + 5]) end
    used[i] = used[i] + tonumber(need)
    local k = #hold
    hold[k + 1], hold[k + 2], hold[k + 3], hold[k + 4] = ARGV[a], ARGV[j], ARGV[j + 1], need
  end
  a = a + 2 + count * 2
end
if not redis.call('SET', P .. 'h:' .. ARGV[1], table.concat(hold, '\n'), 'NX') then return { -2, now } end

-- First touch of a window: forget all but the newest three of this limit, and let an idle scope vanish.
local function open(hash, s, keep)
  local limit, window = string.match(s, '^(.*):([^:]*):s$')
  local kept = { window }
  for w in string.gmatch(redis.call('HGET', hash, limit .. ':w') or '', '[^,]+') do
    if w ~= window then
      if #kept < 3 then
        kept[#kept + 1] = w
      else
        redis.call('HDEL', hash, limit .. ':' .. w .. ':s', limit .. ':' .. w .. ':r')
      end
    end
  end
  redis.call('HSET', hash, limit .. ':w', table.concat(kept, ','))
  if redis.call('PTTL', hash) < tonumber(keep) then redis.call('PEXPIRE', hash, keep) end
end

for n = 1, counters do
  local hash, s, r, need = P .. 'c:' .. hold[n * 4 - 1], hold[n * 4], hold[n * 4 + 1], hold[n * 4 + 2]
  redis.call('HINCRBY', hash, r, need)
  if fresh[n] then open(hash, s, ARGV[11 + n * 7]) end
end
redis.call('ZADD', P .. 'due', whole((now + ARGV[2]) * 2), ARGV[1])
return { 1, now, redis.call('INCR', P .. 'seq'), cap, unpack(used) }
