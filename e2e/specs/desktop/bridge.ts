import type { Page } from '@playwright/test';
import type { DesktopBridge } from '#ipc/bridge';

declare global {
  interface Window {
    readonly bantronDesktop: DesktopBridge;
    readonly violations: string[];
  }
}

/** Calls the bridge with an input the contract may not allow; resolves with the message it was refused with. */
export async function refusal(page: Page, area: string, method: string, input: unknown): Promise<string> {
  return page.evaluate(
    async ([areaName, methodName, given]) => {
      const methods: unknown = Reflect.get(window.bantronDesktop, areaName);
      if (typeof methods !== 'object' || methods === null) throw new Error('no such area');
      const call: unknown = Reflect.get(methods, methodName);
      if (typeof call !== 'function') throw new Error('no such method');
      try {
        await Reflect.apply(call, undefined, [given]);
        return 'answered';
      } catch (error) {
        return String(error);
      }
    },
    [area, method, input] as const,
  );
}
