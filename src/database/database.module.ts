import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { type DatabaseOptions, openDataSource } from './open-data-source.js';

/** Provides the service's DataSource, connected and with a current schema. */
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // A database that cannot be used stops the boot at once, with the reason, so that it can be started again.
          useFactory: () => ({ ...dataSourceOptions(options.url, options.schema), toRetry: () => false }),
          dataSourceFactory: () => openDataSource(options),
        }),
      ],
    };
  }
}
