// What the interface may not do. Each ban says why; bans.test.ts breaks every one of them and fails
// when one no longer fires.
import { fileURLToPath } from 'node:url'

import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const CHINESE = '/[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]/'
const TEXT = 'texts stand in src/locales, where every language has them'

const clock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'the date comes from src/clock.ts, the one clock, so that tests can set it',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'the date comes from src/clock.ts, the one clock, so that tests can set it',
  },
]
const texts = [
  { selector: `Literal[value=${CHINESE}]`, message: TEXT },
  { selector: `TemplateElement[value.raw=${CHINESE}]`, message: TEXT },
]

export default tseslint.config(
  { ignores: ['dist/', 'src/generated/'] },
  ...tseslint.configs.recommendedTypeChecked,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@tauri-apps/*'],
              message: 'only src/platform/tauri.ts knows the window; everything else calls src/platform',
            },
          ],
        },
      ],
      'no-restricted-syntax': ['error', ...texts, ...clock],
      'vue/no-restricted-syntax': [
        'error',
        { selector: `VElement:not([name='script']) > VText[value=${CHINESE}]`, message: TEXT },
        { selector: `VLiteral[value=${CHINESE}]`, message: TEXT },
        { selector: `VElement Literal[value=${CHINESE}]`, message: TEXT },
        { selector: `VElement TemplateElement[value.raw=${CHINESE}]`, message: TEXT },
      ],
      'vue/no-restricted-static-attribute': [
        'error',
        { key: 'style', message: 'where Vue writes it as HTML, the policy of the pages (CSP) blocks it; use a class' },
      ],
      'vue/no-v-html': 'error',

      // ESLint does not see the types of .vue files; vue-tsc does, and checks what these would.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',

      // Layout is the formatter's and the eye's business.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['warn', { html: { void: 'always' } }],
      // A field that is not given is undefined, as the types say.
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['src/platform/tauri.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // The locales hold the texts, and tests look for them.
    files: ['src/locales/**', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock] },
  },
  {
    files: ['src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...texts] },
  },
  {
    files: ['**/*.js'],
    ...tseslint.configs.disableTypeChecked,
  },
)
