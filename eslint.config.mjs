import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['**/dist/', 'coverage/', '.data/', 'test/hosts/*/', 'src/admin/app/api/schema.d.ts']),
  eslint.configs.recommended,
  { languageOptions: { globals: globals.node } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "PropertyDefinition:has(> Decorator[expression.callee.name=/^(ManyToOne|OneToOne)$/]) > TSTypeAnnotation :matches(TSTypeReference[typeName.name!='Relation']:not(TSTypeReference[typeName.name='Relation'] *))",
          message: 'Wrap the relation type: `Relation<X>` (import { type Relation } from "typeorm").',
        },
        {
          selector:
            "PropertyDefinition > Decorator[expression.callee.name='Column'] > CallExpression:not(:has(> Literal:first-child)):not(:has(> ObjectExpression:has(> Property[key.name='type'])))",
          message: 'Give every @Column an explicit database type (swc and tsc emit different metadata).',
        },
        {
          selector: 'Literal[value=/^pessimistic_(write|read)/]',
          message:
            'FOR UPDATE on a version row blocks every run insert that refers to it: take the advisory lock of the key, or for_no_key_update.',
        },
      ],
    },
  },
  { files: ['src/**/migrations/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  { files: ['src/learning-engine/doctor/expected-schema.ts'], rules: { 'max-lines': 'off' } }, // written by a command
  { files: ['**/*.{spec,int-spec,e2e-spec,browser-spec}.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  prettier,
);
