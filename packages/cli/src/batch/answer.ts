import { type BpfObject, ERRNO, errnoName } from '@skep/abi';
import { bytesToHex, type Diagnostic } from '@skep/base';
import { validate } from '@skep/isa';
import { servesTestRun, testRun } from '@skep/session';
import { createMachine, type Machine, type MapInstance, mapLayout } from '@skep/vm';
import { BatchError } from './fields.ts';
import { type BatchRequest, type MapRequest, type RunRequest, readRequest } from './request.ts';

const SEED = 1;
/** The oracle's guests have one CPU. */
const CPUS = 1;
const BUDGET = 64_000_000;
const MEMORY_LIMIT = 1 << 30;
/** What the oracle's runner offers for the packet beyond the input's length. */
const DATA_OUT_ROOM = 65536;
/** And for the context, when one is given. */
const CONTEXT_OUT_ROOM = 4096;
const { EINVAL } = ERRNO;

type Json = Record<string, unknown>;

function errorName(errno: number): string | null {
  return errno === 0 ? null : (errnoName(errno) ?? String(errno));
}

function status(errno: number): Json {
  return { ok: errno === 0, errno, errno_name: errorName(errno) };
}

function objectOf(request: BatchRequest): BpfObject {
  const [main] = request.programs;
  return {
    license: main!.license,
    maps: request.maps.map(({ definition }) => definition),
    programs: request.programs.map(({ name, type, expectedAttachType, code }) => ({
      name,
      type,
      ...(expectedAttachType !== undefined && { expectedAttachType }),
      code,
      origins: [],
      subprograms: [{ name, pc: 0 }],
    })),
  };
}

/** A test-run has nobody who opened perf events, where a machine's arrays start with one for each CPU. */
function closePerfEvents(machine: Machine): void {
  for (const map of machine.maps) {
    if (map.definition.type !== 'perf_event_array') continue;
    for (const { key } of [...map.entries()]) map.delete(key);
  }
}

/** Sets the values that the request gives; the texts of those that Linux would refuse. */
function setValues(machine: Machine, requests: readonly MapRequest[], request: BatchRequest): string[] {
  return requests.flatMap(({ values }, index) =>
    values.flatMap(({ key, value, flags }) => {
      const updated = machine.maps[index]!.update(key, [mapValueBytes(value, request)], flags);
      return updated.ok ? [] : [`map ${index}: update failed: errno ${-updated.error}`];
    }),
  );
}

function mapValueBytes(value: MapRequest['values'][number]['value'], request: BatchRequest): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if ('map' in value) throw new BatchError('maps of maps are not served yet');
  const index = request.programs.findIndex(({ name }) => name === value.program);
  if (index < 0) throw new BatchError(`no program ${JSON.stringify(value.program)}`);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, index, true);
  return bytes;
}

/** What is offered for an output: the caller's size, or what the oracle's runner offers. */
function offers({ data, context, dataSizeOut, contextSizeOut }: RunRequest): { data: number; context: number } {
  return {
    data: data === undefined ? 0 : (dataSizeOut ?? data.length + DATA_OUT_ROOM),
    context: contextSizeOut ?? (context === undefined ? 0 : CONTEXT_OUT_ROOM),
  };
}

/** As much of an output as was offered room for, followed by zeroes. */
function cut(bytes: Uint8Array, room: number): string {
  return bytesToHex(bytes.subarray(0, room)) + '00'.repeat(Math.max(0, bytes.length - room));
}

function run(machine: Machine, request: RunRequest): Json {
  const { type } = machine.object.programs[0]!;
  const offer = offers(request);
  // Types that write no context out refuse to be asked for it; the runner then asks again without.
  const takesContextOut = type !== 'raw_tracepoint' && type !== 'syscall';
  if (!takesContextOut && request.contextSizeOut) return refusedRun(EINVAL, offer.data, request.contextSizeOut);
  const context = request.context ?? (offer.context > 0 ? new Uint8Array() : undefined);
  const answer = testRun(machine, { ...request, ...(context && { context }) });
  if (!answer.ran) return refusedRun(answer.errno, offer.data, request.contextSizeOut ?? 0);
  const { data, stop, retval } = answer;
  if (stop.reason === 'fault')
    throw new BatchError(`the run faulted, so Linux would not have loaded it: ${stop.fault.message}`);
  if (stop.reason === 'budget') throw new BatchError(`the run did not end within ${stop.limit} instructions`);
  const dataFits = data === undefined || offer.data === 0 || data.length <= offer.data;
  const contextOut = takesContextOut && offer.context > 0 ? answer.context : undefined;
  const contextFits = contextOut === undefined || contextOut.length <= offer.context;
  return {
    ...status(dataFits && contextFits ? 0 : ERRNO.ENOSPC),
    retval: dataFits ? retval : 0,
    data_size_out: data?.length ?? 0,
    ctx_size_out: contextOut?.length ?? 0,
    ...(data !== undefined && offer.data > 0 && { data_out: cut(data, offer.data) }),
    ...(contextOut && { ctx_out: bytesToHex(contextOut.subarray(0, offer.context)) }),
    ...(!takesContextOut && answer.context && { ctx_out: bytesToHex(answer.context) }),
  };
}

function refusedRun(errno: number, dataOffer: number, contextOffer: number): Json {
  return { ...status(errno), retval: 0, data_size_out: dataOffer, ctx_size_out: contextOffer };
}

/** Maps whose dump is a list of values without keys. */
const KEYLESS = ['queue', 'stack', 'ringbuf'];
/** Maps that the oracle cannot dump either. */
const UNDUMPED = ['arena', 'perf_event_array', 'user_ringbuf', 'bloom_filter', 'struct_ops'];

function dump(map: MapInstance, limit: number): Json {
  const { type } = map.definition;
  if (UNDUMPED.includes(type)) return {};
  const entries: unknown[] = [];
  let truncated = false;
  for (const { key, values } of map.entries()) {
    if (entries.length === limit) {
      truncated = true;
      break;
    }
    const value = values.map(bytesToHex).join('');
    entries.push(KEYLESS.includes(type) ? value : [bytesToHex(key), value]);
  }
  return { type, entries, ...(truncated && { truncated }) };
}

function mapAnswers(machine: Machine, request: BatchRequest, dumped: boolean): Json {
  return Object.fromEntries(
    request.maps.map(({ definition, dump: wanted }, index) => [
      definition.name,
      { ...status(0), ...(dumped && wanted && dump(machine.maps[index]!, request.dumpLimit)) },
    ]),
  );
}

/** What can be said of the load without a verifier: nothing, unless the encoding alone is wrong. */
function refusal(request: BatchRequest): Json | undefined {
  const wrong = request.programs.some(({ code }) =>
    validate(code).diagnostics.some(({ severity }) => severity === 'error'),
  );
  return wrong ? { load: status(EINVAL) } : undefined;
}

function fail(diagnostics: readonly Diagnostic[]): never {
  throw new BatchError(diagnostics.map(({ message }) => message).join(' '));
}

/** The answer when Linux would not create one of the maps. Nothing is loaded then. */
function mapRefusal(request: BatchRequest): Json | undefined {
  const maps = request.maps.map(({ definition }) => {
    const layout = mapLayout(definition, CPUS);
    return [definition.name, status(layout.ok ? 0 : layout.error.errno)] as const;
  });
  if (maps.every(([, { ok }]) => ok)) return undefined;
  const load = { ...status(0), ok: false, error: 'map creation failed' };
  return { load, ...(request.runs.length > 0 && { run: null }), maps: Object.fromEntries(maps) };
}

function serve(request: BatchRequest): Json {
  const refused = refusal(request);
  if (refused !== undefined) return { ...refused, ...(request.runs.length > 0 && { run: null }), maps: {} };
  const created = createMachine(objectOf(request), {
    cpus: CPUS,
    seed: SEED,
    budget: BUDGET,
    memoryLimit: MEMORY_LIMIT,
  });
  if (!created.ok) return mapRefusal(request) ?? fail(created.error);
  const machine = created.value;
  const { type } = request.programs[0]!;
  if (request.runs.length > 0 && !servesTestRun(type))
    throw new BatchError(`test-runs of ${type} programs are not served here`);
  closePerfEvents(machine);
  const errors = setValues(machine, request.maps, request);
  const runs = request.runs.map((each) => run(machine, each));
  const dumped = request.dumpMaps === 'always' || (request.dumpMaps === 'after-run' && runs.length > 0);
  return {
    ...(request.runs.length > 0 && { run: request.listed ? runs : runs[0] }),
    maps: mapAnswers(machine, request, dumped),
    ...(errors.length > 0 && { errors }),
  };
}

/** The answer to one line of a batch. A request that cannot be served gets `request_error`; nothing throws. */
export function answerLine(line: string): string {
  let id: unknown = null;
  try {
    const json: unknown = JSON.parse(line);
    id = (json as Json | null)?.id ?? null;
    return JSON.stringify({ id, ...serve(readRequest(json)) });
  } catch (problem) {
    if (problem instanceof SyntaxError) return JSON.stringify({ id, request_error: `not JSON: ${problem.message}` });
    if (problem instanceof BatchError) return JSON.stringify({ id, request_error: problem.message });
    throw problem;
  }
}
