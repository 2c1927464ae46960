// The same operations on Fastify: its JWT plugin, validation and serialization by JSON Schema, and pg's pool.
import Fastify from 'fastify'
import jwt from '@fastify/jwt'
import pg from 'pg'

const RANKS = { low: 1, medium: 2, high: 3 }
const NAMES = { 1: 'low', 2: 'medium', 3: 'high' }
const COLUMNS =
  'user_id, id, title, description, completed_at, priority, tags, due_on, due_at, created_at, updated_at, version'
const READER = "(SELECT set_config('tasks.user_id', $1, true) AS name OFFSET 0) AS reader CROSS JOIN LATERAL"
const OWN = 'tasks WHERE user_id = $1 AND reader.name IS NOT NULL'
const GET = { name: 'get', text: `SELECT found.* FROM ${READER} (SELECT ${COLUMNS} FROM ${OWN} AND id = $2 OFFSET 0) AS found` }
const LIST = {
  name: 'list',
  text: `SELECT found.* FROM ${READER}
    (SELECT ${COLUMNS} FROM ${OWN} ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET 0) AS found
    ORDER BY created_at DESC, id DESC`,
}
const CREATE = {
  name: 'create',
  text: `WITH counter AS (INSERT INTO task_counters (user_id, last_id) VALUES ($1, 1) ON CONFLICT (user_id)
      DO UPDATE SET last_id = task_counters.last_id + 1 RETURNING last_id)
    INSERT INTO tasks (user_id, id, title, description, priority, tags, due_on, due_at, created_at, updated_at, version)
    SELECT $1, last_id, $2, $3, $4, $5::text[], $6::date, $7::timestamptz, now(), now(), 1 FROM counter
    RETURNING ${COLUMNS}`,
}
const COMPLETE = {
  name: 'complete',
  text: `UPDATE tasks SET completed_at = CASE WHEN completed_at IS NULL THEN now() END, version = version + 1,
      updated_at = greatest(now(), updated_at) WHERE user_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
}
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 15 })
const app = Fastify()
await app.register(jwt, { secret: process.env.TASKS_JWT_SECRET })

const nullable = (type) => ({ type: [type, 'null'] })
const task = {
  type: 'object',
  properties: {
    id: { type: 'integer' }, user_id: { type: 'string' }, title: { type: 'string' }, description: nullable('string'),
    completed: { type: 'boolean' }, completed_at: nullable('string'), priority: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } }, due_date: nullable('string'), created_at: { type: 'string' },
    updated_at: { type: 'string' }, version: { type: 'integer' },
  },
}
const shown = (row) => ({
  ...row, completed: row.completed_at !== null, priority: NAMES[row.priority], due_date: row.due_at ?? row.due_on,
})
const user = { type: 'object', properties: { user_id: { type: 'string', minLength: 1, maxLength: 128 } } }
const one = {
  type: 'object', properties: { ...user.properties, task_id: { type: 'integer', minimum: 1, maximum: 2147483647 } },
}
const body = {
  type: 'object', required: ['title'], additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 200 }, description: { ...nullable('string'), maxLength: 5000 },
    priority: { enum: Object.keys(RANKS) }, due_date: nullable('string'),
    tags: { type: 'array', maxItems: 20, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 50 } },
  },
}

app.addHook('onRequest', async (request, reply) => {
  await request.jwtVerify()
  if (request.user.sub !== request.params.user_id) return reply.code(403).send()
})

async function written(owner, query) {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN; SELECT set_config('tasks.user_id', ${client.escapeLiteral(owner)}, true)`)
    const { rows } = await client.query(query)
    await client.query('COMMIT')
    return rows[0]
  } finally {
    client.release()
  }
}

const base = '/api/:user_id/tasks'
app.get(`${base}/:task_id`, { schema: { params: one, response: { 200: task } } }, async (request) => {
  const { rows } = await pool.query({ ...GET, values: [request.user.sub, request.params.task_id] })
  return shown(rows[0])
})
const query = { type: 'object', properties: { limit: { type: 'integer', minimum: 1, maximum: 1000, default: 500 } } }
const list = { params: user, querystring: query, response: { 200: { type: 'array', items: task } } }
app.get(base, { schema: list }, async (request) => {
  const { rows } = await pool.query({ ...LIST, values: [request.user.sub, request.query.limit] })
  return rows.map(shown)
})
app.post(base, { schema: { params: user, body, response: { 201: task } } }, async (request, reply) => {
  const { title, description = null, priority = 'medium', tags = [], due_date = null } = request.body
  const due = due_date?.length === 10 ? [due_date, null] : [null, due_date]
  const values = [request.user.sub, title, description, RANKS[priority], tags, ...due]
  reply.code(201)
  return shown(await written(request.user.sub, { ...CREATE, values }))
})
app.patch(`${base}/:task_id/complete`, { schema: { params: one, response: { 200: task } } }, async (request) =>
  shown(await written(request.user.sub, { ...COMPLETE, values: [request.user.sub, request.params.task_id] })),
)
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
