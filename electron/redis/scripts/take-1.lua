#!lua flags=allow-oom
-- Takes a lock that nobody holds. Memory being full must not stop it: what it guards may free memory.
-- KEYS   1 the lock
-- ARGV   1 the lock's value, which names its holder
--        2 milliseconds to hold it
-- OUT    nil taken, else the value of who holds it
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return false end
return redis.call('GET', KEYS[1])
