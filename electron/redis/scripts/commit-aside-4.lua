#!lua flags=allow-oom
-- Moves a result that was set aside under its day's key: the very bytes, without carrying them. It needs no memory.
-- KEYS   1 the daily key  2 its lock  3 the result set aside  4 its note, all in the same slot
-- ARGV   1 the lock's value as the caller set it
--        2 the note as the caller read it
--        3 absolute expiry for the daily key in ms
--        4 absolute expiry of what stands there now in ms, -1: without TTL, -2: nothing stands there
--        5 tolerated difference of an expiry in ms
-- OUT    1 stored (also where it was before: the caller asks twice), 0 the lock is no longer the caller's,
--        2 the result is not there any more, 3 what stands there is not what it was
local function expiryOf(key)
  local left = redis.call('PTTL', key)
  if left < 0 then return left end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000) + left
end

local function same(at, expected)
  return at == expected or (at > 0 and expected > 0 and math.abs(at - expected) <= tonumber(ARGV[5]))
end

local standing, expiry = expiryOf(KEYS[1]), tonumber(ARGV[3])
local found = redis.call('GET', KEYS[4]) == ARGV[2] and redis.call('EXISTS', KEYS[3]) == 1
if not found then return same(standing, expiry) and 1 or 2 end
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
if not same(standing, tonumber(ARGV[4])) then return 3 end
redis.call('RENAME', KEYS[3], KEYS[1])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
redis.call('DEL', KEYS[4])
return 1
