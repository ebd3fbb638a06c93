import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
} from 'fastify'
import type { Deps } from '#server/deps.ts'
import { addAuthRoutes } from '#server/accounts/parts/auth-routes.ts'
import { addAccountRoutes } from '#server/accounts/routes.ts'
import { addAgreementRoutes } from '#server/agreements/routes.ts'
import { addAttachmentRoutes } from '#server/attachments/routes.ts'
import { addAuditRoutes } from '#server/audit/routes.ts'
import { addBackupRoutes } from '#server/backup/routes.ts'
import { addCalendarRoutes } from '#server/calendar/routes.ts'
import { addCardRoutes } from '#server/cards/routes.ts'
import { addChildrenRoutes } from '#server/children/routes.ts'
import { addContactLinkRoute } from '#server/contacts/parts/link-route.ts'
import { addContactRoutes } from '#server/contacts/routes.ts'
import { addCoverRoutes } from '#server/cover/routes.ts'
import { addDepartmentRoutes } from '#server/departments/routes.ts'
import { addDuplicateRoutes } from '#server/duplicates/routes.ts'
import { addDutyRoutes } from '#server/duties/routes.ts'
import { openDuties } from '#server/duties/service.ts'
import { addFamilyRoutes } from '#server/family/routes.ts'
import { addMarkRoutes } from '#server/marks/routes.ts'
import { addFeedRoute } from '#server/feeds/parts/feed-route.ts'
import { addFeedRoutes } from '#server/feeds/routes.ts'
import { addFileRoutes } from '#server/files/routes.ts'
import { addFigureRoutes } from '#server/figures/routes.ts'
import { addHandbookRoutes } from '#server/handbook/routes.ts'
import { addHelperRoutes } from '#server/helpers/routes.ts'
import { failureOf } from '#server/http/failure.ts'
import { addHealth } from '#server/http/health.ts'
import { addMetrics } from '#server/http/metrics.ts'
import { addOpenApi } from '#server/http/openapi.ts'
import { createRouter, DEADLINE_MS, sendFailure, type Router } from '#server/http/route.ts'
import { addIncidentRoutes } from '#server/incidents/routes.ts'
import { addNoticeRoutes } from '#server/notices/routes.ts'
import { addOrganisationRoutes } from '#server/organisation/routes.ts'
import { addHelpRoutes } from '#server/helps/routes.ts'
import { addPairingRoutes } from '#server/pairing/routes.ts'
import { addPlanRoutes } from '#server/plans/routes.ts'
import { addAppraisalRoutes } from '#server/appraisal/routes.ts'
import { addReviewRoutes } from '#server/reviews/routes.ts'
import { addRosterRoutes } from '#server/roster/routes.ts'
import { addTimelineRoutes } from '#server/timeline/routes.ts'
import { addTaskRoutes } from '#server/tasks/routes.ts'
import { addTransferRoutes } from '#server/transfers/routes.ts'
import { addSecurityHeaders } from '#server/http/security.ts'
import { addWorkRoutes } from '#server/work/routes.ts'
import { addPages } from '#server/http/pages.ts'

const BODY_LIMIT = 256 * 1024
/** Bytes; smaller answers fit one packet anyhow. */
const COMPRESS_FROM = 1400
const FAST_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

export interface App {
  readonly http: FastifyInstance
  readonly router: Router
}

/** The whole web application over its dependencies, not yet listening. */
export async function createApp(
  deps: Deps,
  clientFolder: string | undefined,
  { deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {},
): Promise<App> {
  const logger: FastifyBaseLogger = deps.log
  const http: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: [...deps.env.trustProxy],
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
    // An address that cannot be read (/%zz) names nothing.
    frameworkErrors: (_error, _request, reply) => void sendFailure(reply, { code: 'not-found' }),
  })
  http.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  await http.register(compress, {
    threshold: COMPRESS_FROM,
    encodings: ['br', 'gzip'],
    brotliOptions: FAST_BROTLI,
  })
  addSecurityHeaders(http, deps.env)
  addMetrics(http, deps)
  addErrorAnswers(http)
  const router = createRouter(http, deps, deadlineMs)
  addHealth(http, deps)
  addAuthRoutes(http, deps, deadlineMs)
  addAccountRoutes(router, deps)
  addAuditRoutes(router, deps)
  addBackupRoutes(router, deps)
  addOrganisationRoutes(router, deps)
  // School days decide what is owed, as terms do: duties follow at once (docs/adr/0008).
  addCalendarRoutes(router, deps, (tx, scope) => openDuties(deps, tx, scope, scope.today))
  addChildrenRoutes(router, deps)
  addFamilyRoutes(router, deps)
  addMarkRoutes(router, deps)
  addFileRoutes(router, deps)
  addTimelineRoutes(router, deps)
  addContactRoutes(router, deps)
  addContactLinkRoute(http, deps, deadlineMs)
  addDuplicateRoutes(router, deps)
  addDepartmentRoutes(router, deps)
  addDutyRoutes(router, deps)
  addPlanRoutes(router, deps)
  addCoverRoutes(router, deps)
  addCardRoutes(router, deps)
  addWorkRoutes(router, deps)
  addAttachmentRoutes(router, deps)
  addAgreementRoutes(router, deps)
  addFigureRoutes(router, deps)
  addNoticeRoutes(router, deps)
  addAppraisalRoutes(router, deps)
  addIncidentRoutes(router, deps)
  addReviewRoutes(router, deps)
  addRosterRoutes(router, deps)
  addHandbookRoutes(router, deps)
  addPairingRoutes(router, deps)
  addHelpRoutes(router, deps)
  addHelperRoutes(router, deps)
  addTaskRoutes(router, deps)
  addTransferRoutes(router, deps)
  addFeedRoutes(router, deps)
  addFeedRoute(http, deps, deadlineMs)
  addOpenApi(http, router)
  await addPages(http, deps, clientFolder)
  return { http, router }
}

/** Faults answer with a code; the guardian's page has an answer of its own. */
function addErrorAnswers(http: FastifyInstance): void {
  http.setErrorHandler((error: FastifyError, request, reply) => sendFailure(reply, failureOf(error, request)))
}
