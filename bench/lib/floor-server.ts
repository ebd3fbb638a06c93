import Fastify, { type FastifyRequest } from 'fastify'
import type { ParameterOrJSON, Sql } from 'postgres'
import { connect } from '#server/db/client.ts'
import { newId } from '#server/db/id.ts'
import type { FloorParameter, FloorRoute, FloorSettings } from './floor.ts'

type Value = ParameterOrJSON<never>

const settings = JSON.parse(process.env['FLOOR'] ?? '{}') as FloorSettings
const sql = connect(settings.target, { max: 16, prepare: true, applicationName: 'floor' })
const app = Fastify({ logger: false })

function tokenOf(request: FastifyRequest): string {
  const raw = request.headers.cookie?.split('; ').find((part) => part.startsWith(`${settings.cookieName}=`))
  return decodeURIComponent(raw?.slice(settings.cookieName.length + 1) ?? '').split('.')[0] ?? ''
}

function valueOf(parameter: FloorParameter, request: FastifyRequest, userId: string): Value {
  if ('value' in parameter) return parameter.value
  if ('list' in parameter) return parameter.list.map((one) => valueOf(one, request, userId)) as Value
  if (!('name' in parameter)) return parameter.from === 'user' ? userId : newId()
  const source = request[parameter.from] as Record<string, Value>
  return source[parameter.name] ?? null
}

async function answer(route: FloorRoute, request: FastifyRequest, userId: string): Promise<unknown> {
  const run = (connection: Sql): Promise<unknown[]> =>
    Promise.all(
      route.statements.map(({ sql: text, parameters }) =>
        connection.unsafe(
          text,
          parameters.map((parameter) => valueOf(parameter, request, userId)),
          { prepare: true },
        ),
      ),
    )
  return route.statements.length === 1
    ? run(sql)
    : sql.begin((connection) => run(connection as unknown as Sql))
}

for (const route of settings.routes) {
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const [person] = await sql.unsafe<{ user_id: string }[]>(settings.sessionSql, [tokenOf(request)], {
        prepare: true,
      })
      if (!person) return reply.code(401).send()
      return answer(route, request, person.user_id)
    },
  })
}

process.once('SIGTERM', () => {
  void app.close().then(() => sql.end({ timeout: 1 }))
})
console.log(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}`)
