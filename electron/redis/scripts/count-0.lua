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
local families = {}
for _, row in ipairs(cjson.decode(ARGV[4])) do
  local known = {}
  for i = 2, #row do known[row[i]] = true end
  families[row[1]] = known
end

local find, sub, random = string.find, string.sub, math.random
local highest = 2147483647

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local order = {}
local function newCell(namespace, family, packed)
  local limit = limits[namespace .. ':' .. family]
  local cell = { namespace, family, packed, 0, {}, limit = limit and limit[packed + 1] or highest + 1 }
  order[#order + 1] = cell
  return cell
end

local byNamespace = {}
local function cellOf(key)
  local first = find(key, ':', 1, true)
  local namespace = first and sub(key, 1, first - 1)
  local known = namespace and families[namespace]
  local family = 'other'
  if known then
    local second = find(key, ':', first + 1, true)
    local name = second and sub(key, first + 1, second - 1)
    if name and known[name] then family = name end
  else
    namespace = ''
  end
  local packed = sub(key, -3) == ':gz' and 1 or 0
  local cells = byNamespace[namespace]
  if not cells then
    cells = { {}, {} }
    byNamespace[namespace] = cells
  end
  local cell = cells[packed + 1][family]
  if not cell then
    cell = newCell(namespace, family, packed)
    cells[packed + 1][family] = cell
  end
  return cell
end

local started, walked, steps = now(), 0, 0
local used
repeat
  local page = redis.call('SCAN', cursor, 'COUNT', count)
  cursor = page[1]
  walked = walked + #page[2]
  for _, key in ipairs(page[2]) do
    local cell = cellOf(key)
    cell[4] = cell[4] + 1
    local rank = random(highest)
    if rank < cell.limit then
      local chosen = cell[5]
      chosen[#chosen + 1] = rank
      chosen[#chosen + 1] = key
    end
  end
  steps = steps + 1
  used = now() - started
until cursor == '0' or used >= budget or steps >= 400

return { cursor, walked, used, order }
