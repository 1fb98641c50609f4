#!lua flags=no-writes,allow-cross-slot-keys
-- Counts a piece of this server's keys by namespace and family, by their names alone, and chooses some at random.
-- KEYS   none
-- ARGV   1 cursor
--        2 time budget in microseconds
--        3 inner SCAN COUNT
--        4 JSON: [[namespace, family, ...], ...]
--        5 JSON: {"namespace:family": [limit of the plain keys, limit of those that end in ':gz'], ...}
--        6 seed
-- OUT    {next cursor, keys walked, microseconds used,
--         {{namespace or '', family, 1 where the keys end in ':gz' else 0, keys, {rank, key, rank, key, ...}}, ...}}
-- Every key draws a rank below 2^31; it is named where the rank is below the limit of its kind (none: all are).
local cursor, budget, count = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local limits = cjson.decode(ARGV[5])
math.randomseed(tonumber(ARGV[6]))
local call, find, sub, byte, random = redis.call, string.find, string.sub, string.byte, math.random
local highest = 2147483647

-- A cell is what OUT says of it; its sixth place is the limit.
local order = {}
local function newCell(namespace, family, packed)
  local limit = limits[namespace .. ':' .. family]
  return { namespace, family, packed, 0, {}, limit and limit[packed + 1] or highest + 1 }
end

-- By 'namespace:family:' and, for a namespace's keys of no known family, by 'namespace:'; the packed ones apart.
local plain, packed = {}, {}
local function know(prefix, namespace, family)
  plain[prefix] = newCell(namespace, family, 0)
  packed[prefix] = newCell(namespace, family, 1)
end
for _, row in ipairs(cjson.decode(ARGV[4])) do
  know(row[1] .. ':', row[1], 'other')
  for i = 2, #row do know(row[1] .. ':' .. row[i] .. ':', row[1], row[i]) end
end
know('', '', 'other')

local function cellOf(key)
  local cells = plain
  -- 'z' first: a number costs less to ask for than a text.
  if byte(key, -1) == 122 and sub(key, -3) == ':gz' then cells = packed end
  local first = find(key, ':', 1, true)
  if not first then return cells[''] end
  local second = find(key, ':', first + 1, true)
  return second and cells[sub(key, 1, second)] or cells[sub(key, 1, first)] or cells['']
end

local function now()
  local time = call('TIME')
  return time[1] * 1000000 + time[2]
end

local started, walked, steps = now(), 0, 0
local used
repeat
  local page = call('SCAN', cursor, 'COUNT', count)
  local keys = page[2]
  cursor = page[1]
  walked = walked + #keys
  for i = 1, #keys do
    local key = keys[i]
    local cell = cellOf(key)
    if cell[4] == 0 then order[#order + 1] = cell end
    cell[4] = cell[4] + 1
    local rank = random(highest)
    if rank < cell[6] then
      local chosen = cell[5]
      chosen[#chosen + 1] = rank
      chosen[#chosen + 1] = key
    end
  end
  steps = steps + 1
  used = now() - started
until cursor == '0' or used >= budget or steps >= 400

for _, cell in ipairs(order) do cell[6] = nil end
return { cursor, walked, used, order }
