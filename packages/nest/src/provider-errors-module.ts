import type {
  ArgumentsHost,
  DynamicModule,
  FactoryProvider,
  ModuleMetadata,
  NestModule,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { observe } from './observe.js';
import { ProviderErrorsFilter } from './provider-errors-filter.js';

/** What the factory of `forRootAsync` makes: a standard, or a standard with options. */
export type ProviderErrorsConfiguration =
  | Standard
  | { readonly standard: Standard; readonly options?: ProviderErrorsOptions<ArgumentsHost> };

/** A factory, and what it needs. */
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
  @Inject(HttpAdapterHost)
  private readonly host!: HttpAdapterHost;

  /**
   * @throws TypeError where the standard is none or an option is unknown
   */
  static forRoot(standard: Standard, options?: ProviderErrorsOptions<ArgumentsHost>): DynamicModule {
    const filter = new ProviderErrorsFilter(standard, options);
    return { module: ProviderErrorsModule, providers: [{ provide: APP_FILTER, useValue: filter }] };
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
  static forRootAsync({ imports = [], inject = [], useFactory }: ProviderErrorsAsyncOptions): DynamicModule {
    const filter: FactoryProvider<ProviderErrorsFilter> = {
      provide: APP_FILTER,
      inject,
      useFactory: async (...dependencies) => {
        const made = await useFactory(...dependencies);
        return 'standard' in made
          ? new ProviderErrorsFilter(made.standard, made.options)
          : new ProviderErrorsFilter(made);
      },
    };
    return { module: ProviderErrorsModule, imports, providers: [filter] };
  }

  /** Called by Nest, before it hands its routes and handlers to the platform. */
  configure(): void {
    const { httpAdapter } = this.host;
    observe(httpAdapter);
  }
}
