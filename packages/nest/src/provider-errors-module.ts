import type {
  ArgumentsHost,
  DynamicModule,
  FactoryProvider,
  ModuleMetadata,
  NestInterceptor,
  NestModule,
  ValueProvider,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost, ModuleRef, ModulesContainer } from '@nestjs/core';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { ownMembers } from '@oryu/core/binding';
import { refuseWhileClosing } from './closing.js';
import { EventStreamInterceptor, hasEventStreams } from './event-streams.js';
import { patchAdapter } from './patch-adapter.js';
import { ProviderErrorsFilter } from './provider-errors-filter.js';

/** The result of `forRootAsync`'s factory: a standard, or a standard with options. */
export type ProviderErrorsConfiguration = Standard | WithOptions;

interface WithOptions {
  readonly standard: Standard;
  readonly options?: ProviderErrorsOptions<ArgumentsHost>;
}

/** A factory and its dependencies. */
export type ProviderErrorsAsyncOptions = Pick<ModuleMetadata, 'imports'> &
  Pick<FactoryProvider<ProviderErrorsConfiguration>, 'inject' | 'useFactory'>;

/**
 * Answers every error, every unknown route and every wrong method of an application, on Express and on
 * Fastify, as the standard prescribes. Import it once, in the root module.
 *
 * @example
 * \@Module({ imports: [ProviderErrorsModule.forRoot(mydata())] })
 */
@Module({})
export class ProviderErrorsModule implements NestModule {
  private isPatched = false;

  /** Called by Nest. */
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(ProviderErrorsFilter) private readonly filter: ProviderErrorsFilter,
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(ModuleRef) private readonly moduleRef: ModuleRef,
  ) {
    // Runs before Nest gives the application's options to the adapter. Nest 10 has neither `init$` nor such an option.
    (host as Partial<HttpAdapterHost>).init$?.subscribe(() => this.patch());
  }

  /**
   * @throws TypeError if the standard is not one or an option is unknown
   */
  static forRoot(standard: Standard, options?: ProviderErrorsOptions<ArgumentsHost>): DynamicModule {
    return moduleOf({ useValue: new ProviderErrorsFilter(standard, options) });
  }

  /**
   * For a standard or options that need other providers.
   *
   * @example
   * ProviderErrorsModule.forRootAsync({
   *   imports: [ConfigModule],
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => koscom({ category: config.get('CATEGORY') }),
   * })
   */
  static forRootAsync(given: ProviderErrorsAsyncOptions): DynamicModule {
    const { imports = [], inject = [], useFactory } = ownMembers(given);
    const makeFilter = async (...dependencies: unknown[]) => {
      const made = await useFactory(...dependencies);
      const { standard = made as Standard, options } = ownMembers(made as Partial<WithOptions>);
      return new ProviderErrorsFilter(standard, options);
    };
    return moduleOf({ inject, useFactory: makeFilter }, imports);
  }

  /** Called by Nest, before it hands its routes and handlers to the platform. */
  configure(): void {
    this.patch();
    if (!hasEventStreams(this.modules)) return;
    const { container } = this.moduleRef as unknown as Internals;
    // In front of all others: they may turn an error into an event.
    container?.applicationConfig?.getGlobalInterceptors().unshift(new EventStreamInterceptor(this.filter));
  }

  private patch(): void {
    const { httpAdapter } = this.host;
    if (this.isPatched || !httpAdapter) return;
    this.isPatched = true;
    patchAdapter(httpAdapter);
    refuseWhileClosing(httpAdapter, this.filter);
  }
}

/** Not public in Nest, but the same in 10, 11 and 12. */
interface Internals {
  readonly container?: {
    readonly applicationConfig?: { getGlobalInterceptors(): NestInterceptor[] };
  };
}

function moduleOf(
  filter: Pick<ValueProvider, 'useValue'> | Pick<FactoryProvider, 'inject' | 'useFactory'>,
  imports: DynamicModule['imports'] = [],
): DynamicModule {
  const providers = [
    { provide: ProviderErrorsFilter, ...filter },
    { provide: APP_FILTER, useExisting: ProviderErrorsFilter },
  ];
  return { module: ProviderErrorsModule, imports, providers };
}
