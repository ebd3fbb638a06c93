import { defineRolldownBabelPreset } from '@rolldown/plugin-babel'

/** Lingui's macros, only for files that use them: everything else is compiled without Babel. */
export const linguiMacros = defineRolldownBabelPreset({
  preset: () => ({ plugins: ['@lingui/babel-plugin-lingui-macro'] }),
  rolldown: { filter: { code: /@lingui\/(core|react)\/macro/ } },
})
