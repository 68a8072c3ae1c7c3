import { KINDS, type Kind } from '../theme/regions.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { KindBadge } from '../ui/KindBadge.tsx';

const SHOWN = Object.keys(KINDS) as Kind[];

export function AboutDialog() {
  return (
    <Dialog id="about" title="What is Skep?">
      <div className="prose">
        <p>
          Skep runs eBPF programs in this browser tab, one instruction at a time, forwards and backwards. eBPF programs
          are small programs that the Linux kernel runs on events, here: on network packets. A skep is a straw beehive:
          a hive that one person can pick up and look into.
        </p>
        <p>
          Nothing is uploaded. Programs, captures and everything you do stay on this machine, unless you share a link.
        </p>
        <h3>Colours and letters</h3>
        <dl className="legend">
          {SHOWN.map((kind) => (
            <div key={kind} className={`kind-${kind}`}>
              <dt>
                <KindBadge kind={kind} /> {KINDS[kind].name}
              </dt>
              <dd>{KINDS[kind].words}</dd>
            </div>
          ))}
        </dl>
        <p>
          <span className="value is-changed">Underlined</span> was changed by the last step,{' '}
          <span className="value is-read">dotted</span> was read by it.
        </p>
      </div>
    </Dialog>
  );
}
