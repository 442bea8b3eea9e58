-- Ends holds of one account. Doing it twice does it once: the hold's tombstone says so.
-- ARGV: 1 ledger's length, 2 number of holds; for each: id, S (charge) or R (release), cost, kind, tokens,
--   meta, counters; for each counter: scope, settled field, reserved field, held, charged.
-- Replies {now, seq}.
local max, count, a = ARGV[1], tonumber(ARGV[2]), 3
for _ = 1, count do
  local id, charge, counters = ARGV[a], ARGV[a + 1] == 'S', tonumber(ARGV[a + 6])
  local key = P .. 'h:' .. id
  local live = redis.call('ZREM', P .. 'due', id) == 1
  local tomb
  if not live then tomb = redis.call('GET', key) end
  local expired = tomb and string.sub(tomb, 1, 1) == 'x'
  if live or not tomb or expired then
    local cost, kind, paid = ARGV[a + 2], ARGV[a + 3], nil
    if expired then
      -- It expired and was charged or given back; only the difference to the truth is left to do.
      paid = lines(tomb)
      kind = 'adjust'
      if paid[1] == 'x1' then cost = whole(cost - paid[2]) end
    end
    local charges, changed = {}, charge or (expired and paid[1] == 'x1')
    for n = 1, counters do
      local o = a + 2 + n * 5
      local hash, amount = P .. 'c:' .. ARGV[o], ARGV[o + 4]
      if live then redis.call('HINCRBY', hash, ARGV[o + 2], '-' .. ARGV[o + 3]) end
      if expired and paid[1] == 'x1' then amount = whole(amount - paid[n + 2]) end
      if changed then
        if amount ~= '0' then redis.call('HINCRBY', hash, ARGV[o + 1], amount) end
        charges[n] = ARGV[o] .. ' ' .. string.sub(ARGV[o + 1], 1, -3) .. '=' .. amount
      end
    end
    if changed then write(max, id, kind, cost, ARGV[a + 4], ARGV[a + 5], table.concat(charges, ';')) end
    redis.call('SET', key, charge and 's' or 'r', 'PX', 900000)
    redis.call('INCR', P .. 'seq')
  end
  a = a + 7 + counters * 5
end
expire(8, max)
return { now, tonumber(redis.call('GET', P .. 'seq') or 0) }
