#!lua flags=allow-oom
-- Removes a result that was set aside, if its note is still the one that was read.
-- KEYS   1 the result  2 its note, in the same slot
-- ARGV   1 the note as the caller read it
-- OUT    1 removed, 0 not there any more
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('UNLINK', KEYS[1], KEYS[2])
return 1
