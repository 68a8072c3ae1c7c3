import { Palette } from '../commands/Palette.tsx';
import { ShortcutsDialog } from '../commands/ShortcutsDialog.tsx';
import { ShareDialog } from '../share/ShareDialog.tsx';
import { AboutDialog } from './AboutDialog.tsx';
import './dialogs.css';

/** Loaded when the first of them is opened. */
export default function Dialogs() {
  return (
    <>
      <ShareDialog />
      <ShortcutsDialog />
      <Palette />
      <AboutDialog />
    </>
  );
}
