-- Keeps opaque data of calls for the next turn of their conversations: no budget, but the same store and slot.
--   <prefix>k:<name>     string what is kept
--   <prefix>kept         list   "<bytes> <name>" of what was kept, the newest first
--   <prefix>keptbytes    string their sum
-- ARGV: 1 time to live in ms, 2 bytes that one account may take; for each: name, value.
for i = 3, #ARGV, 2 do
  local size = #ARGV[i + 1]
  redis.call('SET', P .. 'k:' .. ARGV[i], ARGV[i + 1], 'PX', ARGV[1])
  redis.call('LPUSH', P .. 'kept', size .. ' ' .. ARGV[i])
  redis.call('INCRBY', P .. 'keptbytes', size)
end
local bytes = tonumber(redis.call('GET', P .. 'keptbytes') or 0)
-- What has expired meanwhile still counts until its turn comes: then it costs nothing to forget.
while bytes > tonumber(ARGV[2]) do
  local oldest = redis.call('RPOP', P .. 'kept')
  if not oldest then break end
  local size, name = string.match(oldest, '^(%d+) (.+)$')
  redis.call('DEL', P .. 'k:' .. name)
  bytes = redis.call('DECRBY', P .. 'keptbytes', size)
end
redis.call('PEXPIRE', P .. 'kept', ARGV[1])
redis.call('PEXPIRE', P .. 'keptbytes', ARGV[1])
return { bytes }
