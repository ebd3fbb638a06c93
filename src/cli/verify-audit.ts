import type { Command } from './command.ts'
import { verifyAllChains } from '#server/audit/service.ts'

export const verifyAudit: Command = {
  name: 'verify-audit',
  summary: 'recomputes the chain of the access log of every school',
  usage:
    'npm run shouwang -- verify-audit [--json]\nEnds with 1 when an entry was changed, removed or added behind the back of the program.',
  options: {},
  async run({ deps }) {
    const reports = await verifyAllChains(deps)
    const sound = reports.every((report) => report.sound)
    const lines = reports.map((report) =>
      report.sound
        ? `${report.schoolId}  sound, ${report.entries} entries, head ${report.head}`
        : `${report.schoolId}  BROKEN at entry ${report.brokenAt} (${report.reason})`,
    )
    return {
      lines: [...lines, sound ? 'All chains are sound.' : 'The log was tampered with.'],
      json: { sound, schools: reports },
      exitCode: sound ? 0 : 1,
    }
  },
}
