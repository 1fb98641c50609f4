#!lua flags=allow-oom
-- Gives a key another expiry, only if it still has the one that was seen. It frees memory sooner or later, so memory
-- being full must not stop it.
-- KEYS   1 the key
-- ARGV   1 '1' where the server knows PEXPIRETIME
--        2 tolerated difference of the expiry in ms (0 where PEXPIRETIME is known)
--        3 the absolute expiry that was seen, in ms; -1: without TTL
--        4 the absolute expiry it gets, in ms; -1: none
-- OUT    1 set, 0 gone, 2 changed, 3 not permitted
local key, absolute, tolerance = KEYS[1], ARGV[1] == '1', tonumber(ARGV[2])
local seen, wanted = tonumber(ARGV[3]), ARGV[4]

local function expiryOf()
  if absolute then return redis.pcall('PEXPIRETIME', key) end
  local left = redis.pcall('PTTL', key)
  if type(left) ~= 'number' or left < 0 then return left end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000) + left
end

local at = expiryOf()
if type(at) ~= 'number' then return 3 end
if at == -2 then return 0 end
local same = at == seen or (at > 0 and seen > 0 and math.abs(at - seen) <= tolerance)
if not same then return 2 end
if wanted == '-1' then
  redis.call('PERSIST', key)
else
  redis.call('PEXPIREAT', key, wanted)
end
return 1
