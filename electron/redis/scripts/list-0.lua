#!lua flags=no-writes,allow-cross-slot-keys
-- Walks a piece of this server's keys and returns those that begin with one of the prefixes.
-- KEYS   none
-- ARGV   1 cursor
--        2 time budget in microseconds
--        3 inner SCAN COUNT
--        4 prefix whose keys are only tallied, or ''
--        5 '1' where the server knows PEXPIRETIME
--        6... prefixes
-- OUT    {next cursor, keys walked, microseconds used,
--         {key, absolute expiry in ms (-1 without TTL, -3 not readable), bytes (-1 not readable), ...},
--         keys tallied, longest remaining lifetime among them in ms (-1 where none has a TTL)}
-- The prefixes are compared byte by byte, never used as patterns.
local cursor, budget, count = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local tally, absolute = ARGV[4], ARGV[5] == '1'

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local started = now()

-- Without PEXPIRETIME the instant is made of the remaining time; the server's clock stands still inside a script.
local function expiryOf(key)
  if absolute then
    local at = redis.pcall('PEXPIRETIME', key)
    return type(at) == 'number' and at or -3
  end
  local left = redis.pcall('PTTL', key)
  if type(left) ~= 'number' then return -3 end
  return left < 0 and left or math.floor(started / 1000) + left
end

local function isAskedFor(key)
  for i = 6, #ARGV do
    local prefix = ARGV[i]
    if string.sub(key, 1, #prefix) == prefix then return true end
  end
  return false
end

local found, walked, steps, tallied, longest, used = {}, 0, 0, 0, -1, 0
repeat
  local page = redis.call('SCAN', cursor, 'COUNT', count)
  cursor = page[1]
  walked = walked + #page[2]
  for _, key in ipairs(page[2]) do
    if isAskedFor(key) then
      local at = expiryOf(key)
      if at ~= -2 then
        local bytes = redis.pcall('MEMORY', 'USAGE', key)
        found[#found + 1] = key
        found[#found + 1] = at
        found[#found + 1] = type(bytes) == 'number' and bytes or -1
      end
    end
    if tally ~= '' and string.sub(key, 1, #tally) == tally then
      tallied = tallied + 1
      local left = redis.pcall('PTTL', key)
      if type(left) == 'number' and left > longest then longest = left end
    end
  end
  steps = steps + 1
  used = now() - started
until cursor == '0' or used >= budget or steps >= 400

return { cursor, walked, used, found, tallied, longest }
