/** What each door of `@oryu/core` exports, and who needs it. A name that nobody needs has no line here. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { shipped } from './support/shipped.js';

type Needs = Readonly<Record<string, readonly string[]>>;

const doors: Readonly<Record<string, Needs>> = {
  index: {
    'a handler throws an error of a standard': [
      'CodeApiError',
      'KakaoDevelopersError',
      'KakaoError',
      'KoscomError',
      'MyDataAuthorizeError',
      'MyDataError',
      'MyDataTokenError',
      'ProblemDetailsError',
      'ScienceOnError',
      'VaspError',
    ],
    'code that throws errors names their codes and options': [
      'AuthorizeOptions',
      'CodeApiCode',
      'KakaoCode',
      'KakaoDevelopersCode',
      'KoscomCode',
      'KoscomOptions',
      'MyDataAuthorizeCode',
      'MyDataCode',
      'MyDataTokenCode',
      'ProblemDetailsCode',
      'ScienceOnCode',
      'ScienceOnOptions',
      'VaspCode',
    ],
    'code that does not care about the standard throws a failure': [
      'Failure',
      'FailureKind',
      'FailureOptions',
      'failureKinds',
    ],
    'an application configures a standard': [
      'KoscomSettings',
      'Standard',
      'byPath',
      'codeApi',
      'kakao',
      'kakaoDevelopers',
      'koscom',
      'mydata',
      'mydataAuthorize',
      'mydataToken',
      'problemDetails',
      'scienceOn',
      'vasp',
    ],
    'an application writes translate and onError': [
      'ErrorReport',
      'Origin',
      'ProviderError',
      'ProviderErrorsOptions',
      'isFailure',
      'isProviderError',
    ],
    'an application returns a result that is not an error': [
      'CodeDeniedReason',
      'CodeErrorReason',
      'CodeInvalidReason',
      'CodeResult',
      'codeResults',
      'isTransactionId',
      'mydataResults',
    ],
    'an application without a binding makes the response itself': ['Reply', 'RequestView', 'toReply'],
    'a relay reads the errors of another server': ['Mismatch', 'ReceivedReply', 'parseReply'],
    'the author of a standard defines or extends it': [
      'Catalogue',
      'CheckOption',
      'Code',
      'CodeOf',
      'CodeRow',
      'DefinedStandard',
      'ErrorArguments',
      'ErrorClass',
      'ErrorOptionsFor',
      'Evidence',
      'FailureCode',
      'FailureCodes',
      'ProblemRow',
      'ResolvedError',
      'StandardDefinition',
      'StandardFactory',
      'StandardSettings',
      'WireReading',
      'WireReply',
      'defineStandard',
      'extendStandard',
      'jsonMembers',
    ],
  },
  binding: {
    'a binding answers errors with a standard and hooks': [
      'Classify',
      'Framework',
      'assertStandard',
      'responder',
    ],
    "a binding recognises its framework's own errors": [
      'UnthrownFailure',
      'failureOfMethods',
      'kindOfStatus',
      'optionsOfHeaders',
    ],
    'a binding keeps headers that were set before the error': ['HeaderValue', 'mergeHeaders'],
    'a binding tests which headers go': ['staleHeaders'],
    'a validator names what is missing or wrong': [
      'beginStackAbove',
      'Finding',
      'RequestPart',
      'failureOfFindings',
      'mostSegments',
    ],
    'whatever reads an object of others reads no inherited member': ['memberOf', 'ownMembers'],
  },
  translators: {
    'an application recognises errors of libraries that it uses': [
      'celebrate',
      'connectTimeout',
      'expressJwt',
      'openapiValidator',
      'passport',
      'routingControllers',
    ],
    'an application recognises errors of its own': ['ResponseContext', 'ownStatus', 'responseStatus'],
    'an application combines them': ['Translator', 'anyOf'],
  },
  node: {
    'an application on node:http answers errors': ['answerClientErrors', 'requestView', 'writeReply'],
    'a binding lets its framework finish': ['isAnswered', 'sealReply'],
  },
  fetch: {
    'an application of Fetch handlers answers errors': [
      'FetchHandler',
      'providerErrors',
      'requestView',
      'standardHeaders',
      'toResponse',
    ],
    'a binding tells whose body did not parse': ['bodyWatcher', 'failureOfBody'],
    'a binding lets middleware finish': ['restoreHeaders'],
  },
};

const fileOf = (door: string) => `packages/core/src/${door === 'index' ? '' : `${door}/`}index.ts`;
const program = ts.createProgram(Object.keys(doors).map(fileOf), {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true,
  types: ['node'],
});

test.each(Object.entries(doors))('%s exports only the names that are needed', (door, needs) => {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(fileOf(door)) as ts.SourceFile;
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(file) as ts.Symbol);
  expect(exported.map(({ name }) => name).sort()).toEqual(Object.values(needs).flat().sort());
});

test('each name of the door for bindings is imported by a binding or a similar package', () => {
  const imported = shipped.flatMap((file) => {
    const imports = readFileSync(file, 'utf8').matchAll(/\{([^}]*)\} from '@oryu\/core\/binding'/g);
    return [...imports].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.replace('type ', '').trim()),
    );
  });
  const names = Object.values(doors.binding as Needs).flat();
  // `Classify` is a part of `Framework`.
  expect(names.filter((name) => name !== 'Classify' && !imported.includes(name))).toEqual([]);
});
