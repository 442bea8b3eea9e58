-- Reads counters of one account, after ending what has expired (a thousand at most in one step).
-- ARGV: 1 ledger's length, 2 hashes; for each: scope, fields, the fields.
-- Replies {now, seq, value…} in the order of the fields.
for _ = 1, 4 do
  if expire(256, ARGV[1]) < 256 then break end
end
local out = { now, tonumber(redis.call('GET', P .. 'seq') or 0) }
local a = 3
for _ = 1, tonumber(ARGV[2]) do
  local count = tonumber(ARGV[a + 1])
  for _, v in ipairs(redis.call('HMGET', P .. 'c:' .. ARGV[a], unpack(ARGV, a + 2, a + 1 + count))) do
    out[#out + 1] = tonumber(v or 0)
  end
  a = a + 2 + count
end
return out
