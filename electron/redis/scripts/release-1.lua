#!lua flags=allow-oom
-- Gives up a lock that is still the caller's.
-- KEYS   1 the lock
-- ARGV   1 the lock's value as the caller set it
-- OUT    1 released, 0 no longer the caller's
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
