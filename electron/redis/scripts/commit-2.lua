#!lua
-- Stores a daily fetch only while its lock is still held by the caller.
-- KEYS   1 the daily key  2 its lock, in the same slot
-- ARGV   1 the lock's value as the caller set it
--        2 lifetime in seconds
--        3 the payload
-- OUT    1 stored, 0 the lock is no longer the caller's
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[2])
return 1
