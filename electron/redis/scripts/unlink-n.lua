#!lua flags=allow-oom
-- Unlinks each key only if it is still what was listed and saved. Memory being full must not stop it: it frees memory.
-- KEYS   the keys, all of one slot
-- ARGV   1 '1' where the server knows PEXPIRETIME
--        2 tolerated difference of the expiry in ms (0 where PEXPIRETIME is known)
--        3 JSON: absolute expiry of each key in ms, -1: without TTL
--        4 JSON: per key 'string' or 'dump' (what was saved) and, behind a space, the SHA-1 of the saved bytes in hex;
--          '' where nothing was; [] where that holds for all. As two texts: arguments of their own cost more than the work.
-- OUT    one number per key: 1 deleted, 0 gone, 2 changed, 3 not permitted
local absolute, tolerance = ARGV[1] == '1', tonumber(ARGV[2])
-- Looked up once: each of the following runs once per key.
local try, type = redis.pcall, type
local expiries, saved = cjson.decode(ARGV[3]), cjson.decode(ARGV[4])

local function expiryOf(key)
  if absolute then return try('PEXPIRETIME', key) end
  local left = try('PTTL', key)
  if type(left) ~= 'number' or left < 0 then return left end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000) + left
end

-- nil: may not be read; false: another type now
local function savedBytes(key, form)
  local value = try(form == 'string' and 'GET' or 'DUMP', key)
  if type(value) == 'string' then return value end
  if string.sub(value.err or '', 1, 9) == 'WRONGTYPE' then return false end
  return nil
end

-- Errors that concern the server and not one key.
local function isServerWide(err)
  for _, code in ipairs({ 'MISCONF', 'READONLY', 'NOREPLICAS', 'MASTERDOWN', 'CLUSTERDOWN' }) do
    if string.sub(err, 1, #code) == code then return true end
  end
  return false
end

local function unlink(key, expected, proof)
  local at = expiryOf(key)
  if type(at) ~= 'number' then return 3 end
  if at == -2 then return 0 end
  local same = at == expected or (at > 0 and expected > 0 and math.abs(at - expected) <= tolerance)
  if not same then return 2 end
  if proof and proof ~= '' then
    local form, digest = string.match(proof, '^(%a+) (%x+)$')
    local value = savedBytes(key, form)
    if value == nil then return 3 end
    if value == false or redis.sha1hex(value) ~= digest then return 2 end
  end
  local removed = try('UNLINK', key)
  if type(removed) == 'number' then return removed end
  return isServerWide(removed.err) and redis.error_reply(removed.err) or 3
end

local out = {}
for i, key in ipairs(KEYS) do
  out[i] = unlink(key, expiries[i], saved[i])
  -- The server refuses to write: what follows would be refused as well.
  if type(out[i]) == 'table' then
    if i == 1 then return out[i] end
    for rest = i, #KEYS do out[rest] = 3 end
    break
  end
end
return out
