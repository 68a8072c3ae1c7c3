import { useEffect, useRef, useState } from 'react';

const DELAY = 350;
const MARGIN = 6;

interface Tip {
  readonly lines: readonly string[];
  readonly anchor: DOMRect;
}

const tipOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;

/** One tooltip for the page: shows the `data-tip` of what is pointed at or focused, a line each. Escape hides it. */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip>();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let owner: HTMLElement | null = null;
    const hide = (): void => {
      clearTimeout(timer);
      owner?.removeAttribute('aria-describedby');
      owner = null;
      setTip(undefined);
    };
    const show = (element: HTMLElement): void => {
      if (!element.isConnected || !element.dataset.tip) return;
      owner = element;
      element.setAttribute('aria-describedby', 'tooltip');
      setTip({ lines: element.dataset.tip.split('\n'), anchor: element.getBoundingClientRect() });
    };
    const over = ({ target, pointerType }: PointerEvent): void => {
      const element = tipOf(target);
      if (element === owner && element !== null) return;
      hide();
      if (element !== null && pointerType !== 'touch') timer = setTimeout(() => show(element), DELAY);
    };
    const focus = ({ target }: FocusEvent): void => {
      hide();
      const element = tipOf(target);
      if (element?.matches(':focus-visible')) show(element);
    };
    const key = ({ key: pressed }: KeyboardEvent): void => {
      if (pressed === 'Escape') hide();
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('focusin', focus);
    document.addEventListener('focusout', hide);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    document.addEventListener('keydown', key);
    return () => {
      hide();
      document.removeEventListener('pointerover', over);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('scroll', hide, { capture: true });
      document.removeEventListener('keydown', key);
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    if (element === null || tip === undefined) return;
    const { width, height } = element.getBoundingClientRect();
    const below = tip.anchor.bottom + MARGIN;
    const top = below + height > innerHeight - MARGIN ? tip.anchor.top - height - MARGIN : below;
    const centred = tip.anchor.left + tip.anchor.width / 2 - width / 2;
    const left = Math.max(MARGIN, Math.min(centred, innerWidth - width - MARGIN));
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(MARGIN, top))}px)`;
    element.style.visibility = 'visible';
  }, [tip]);

  return (
    <div
      id="tooltip"
      role="tooltip"
      ref={box}
      className="tooltip"
      hidden={tip === undefined}
      style={{ visibility: 'hidden' }}
    >
      {tip?.lines.map((line, index) => (
        <div key={index}>{line}</div>
      ))}
    </div>
  );
}
