#!lua flags=allow-oom
-- Extends a lock that is still the caller's.
-- KEYS   1 the lock
-- ARGV   1 the lock's value as the caller set it
--        2 milliseconds to hold it from now
-- OUT    1 extended, 0 no longer the caller's
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
