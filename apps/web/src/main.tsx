import { createRoot } from 'react-dom/client';
import './theme/tokens.css';
import './theme/base.css';
import './ui/controls.css';
import './charts/charts.css';
import { start } from './app/start.tsx';

const root = document.getElementById('root');
if (root !== null) void start(createRoot(root));
