import '../ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api } from '../sync/api-client.ts';
import { openSession } from '../sync/session.ts';
import { App } from './App.tsx';
import { applyDisplay, currentDisplay } from './display.ts';
import { startI18n } from './i18n.ts';
import { tabTokens } from './tab-tokens.ts';

async function start(): Promise<void> {
  applyDisplay();
  const root = document.getElementById('root');
  if (root === null) throw new Error('#root is missing');
  await startI18n(currentDisplay().language);
  const session = openSession(api, { origin: '', holder: 'cookie', tokens: tabTokens });
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  );
  await session.start();
}

void start();
