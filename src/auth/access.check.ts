import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessCategories, accessOf } from 'learning-engine/http';
import { UndeclaredAccessError } from './undeclared-access.error.js';

type Handler = () => unknown;

/** Looks at every route before the service serves: one without a category stops the boot. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws UndeclaredAccessError */
  onModuleInit(): void {
    const undeclared = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => this.undeclaredIn(metatype as Handler));
    if (undeclared.length > 0) throw new UndeclaredAccessError(undeclared);
  }

  private undeclaredIn(controller: Handler): string[] {
    const methods = controller.prototype as Record<string, Handler>;
    return this.scanner
      .getAllMethodNames(methods)
      .filter((name) => Reflect.hasMetadata(PATH_METADATA, methods[name]!))
      .filter((name) => {
        const category = accessOf(methods[name]!, controller);
        return category === undefined || !accessCategories.includes(category);
      })
      .map((name) => `${controller.name}.${name}`);
  }
}
