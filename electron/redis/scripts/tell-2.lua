#!lua
-- Writes how a run goes on beside its lock, while that is still the caller's.
-- KEYS   1 the lock  2 the news, in the same slot
-- ARGV   1 the lock's value as the caller set it
--        2 the news
--        3 milliseconds they are worth reading
-- OUT    1 written, 0 the lock is no longer the caller's
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1
