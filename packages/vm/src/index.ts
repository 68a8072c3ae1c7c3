export * from './event.ts';
export * from './fault.ts';
export * from './machine.ts';
export * from './maps/map-instance.ts';
export * from './memory.ts';
export * from './output.ts';
export * from './region.ts';
export * from './stop.ts';
