import type { ReactNode } from 'react';

/** 16 × 16 line icons, drawn for Skep. */
const SHAPES = {
  continue: <path d="M3 3v10M6 3.5v9l7.5-4.5z" />,
  reverseContinue: <path d="M13 3v10M10 3.5v9L2.5 8z" />,
  stepIn: <path d="M8 2v7M5 6.5 8 9.5l3-3M6.5 13h3" />,
  stepBack: <path d="M8 10V3M5 5.5l3-3 3 3M6.5 13h3" />,
  next: <path d="M2.5 9a5.5 5.5 0 0 1 10.6-2M13.5 3.5V7.2H9.8M6.5 13h3" />,
  previous: <path d="M13.5 9A5.5 5.5 0 0 0 2.9 7M2.5 3.500V7.200h3.700M6.5 13h3" />,
  stepOut: <path d="M8 9.500V2.500M5 5.500l3-3 3 3M3.5 13h9" />,
  restart: <path d="M3.2 8a4.8 4.8 0 1 0 1.6-3.600M3 2.500v3h3" />,
  runAll: <path d="M2.5 3.500v9L8 8zM8.5 3.500v9L14 8z" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  share: <path d="M8 9.500V2.500M5 5l3-2.800L11 5M3 8.500v4a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-4" />,
  open: <path d="M2.5 12.500v-9h4l1.5 2h5.500v7z" />,
  sun: (
    <path d="M8 5.200a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.600M8 1.500v1.200M8 13.300v1.200M1.5 8h1.200M13.3 8h1.200M3.4 3.400l.9.9M11.7 11.700l.9.9M3.4 12.600l.9-.9M11.7 4.300l.9-.9" />
  ),
  moon: <path d="M13 9.600A5.5 5.5 0 0 1 6.4 3 5.5 5.5 0 1 0 13 9.6" />,
  system: <path d="M2.5 3.500h11v7.500h-11zM6 13.500h4" />,
  help: (
    <path d="M6 6a2 2 0 1 1 2.7 1.900c-.5.2-.7.6-.7 1.300M8 11.600v.2M8 1.800a6.2 6.2 0 1 0 0 12.400A6.2 6.2 0 0 0 8 1.8" />
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  minimize: <path d="M3.5 11.500h9" />,
  maximize: <path d="M3 6.500V3h3.500M13 9.500V13H9.500M3 3l3.5 3.500M13 13 9.5 9.5" />,
  restore: <path d="M6.5 3v3.500H3M9.5 13V9.500H13M6.5 6.5 3 3M9.5 9.5 13 13" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  check: <path d="m3 8.5 3.2 3L13 4.5" />,
  warning: <path d="M8 2.5 14 13H2zM8 6.500v3M8 11.300v.1" />,
  error: <path d="M8 1.800a6.2 6.2 0 1 0 0 12.400A6.2 6.2 0 0 0 8 1.800M8 4.800v4M8 11v.1" />,
  info: <path d="M8 1.800a6.2 6.2 0 1 0 0 12.400A6.2 6.2 0 0 0 8 1.800M8 7.200v4M8 4.900v.1" />,
  copy: <path d="M5.5 5.500h8v8h-8zM10.5 5.500v-3h-8v8h3" />,
  chevronDown: <path d="m4 6 4 4 4-4" />,
  chevronRight: <path d="m6 4 4 4-4 4" />,
  panels: <path d="M2.5 3h11v10h-11zM8 3v10M8 8h5.5" />,
  search: <path d="M7 2.500a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.300l3.2 3.2" />,
  menu: <path d="M2.5 4.500h11M2.5 8h11M2.5 11.500h11" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className="icon"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[name]}
    </svg>
  );
}

/** A straw hive: coils of straw and a way in. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M12 2.500c-4.4 0-7.2 4-8 9.5-.4 2.8-.6 5.2-.6 7.5 0 .8.6 1.5 1.5 1.500h14.200c.9 0 1.5-.7 1.5-1.5 0-2.3-.2-4.7-.6-7.5-.8-5.5-3.6-9.5-8-9.500Z"
        fill="var(--accent)"
      />
      <path
        d="M7.3 6.300c2.9 1.1 6.5 1.1 9.4 0M4.9 10.200c4.3 1.6 9.9 1.6 14.2 0M3.9 14.300c4.9 1.8 11.3 1.8 16.2 0M3.5 18.200c5.1 1.5 11.9 1.5 17 0"
        fill="none"
        stroke="#7a4a00"
        strokeWidth="1.3"
        strokeLinecap="round"
      />
      <path d="M9.2 21v-2.600a2.8 2.8 0 0 1 5.6 0V21Z" fill="#4a2c00" />
    </svg>
  );
}
