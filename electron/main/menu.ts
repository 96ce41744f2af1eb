import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { menuWords } from './menu-words.ts';

/**
 * Sets the application's menu: what the keyboard expects of any program, and no zoom, since text size and document
 * zoom belong to the page. Developer tools are there only when the app is not packaged.
 */
export function setMenu(): void {
  const words = menuWords(app.getPreferredSystemLanguages());
  const template: MenuItemConstructorOptions[] = [
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        { type: 'separator' },
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.window,
      submenu: [
        { role: 'togglefullscreen', label: words.fullscreen },
        { role: 'minimize', label: words.minimize },
        { role: 'reload', label: words.reload },
        ...(app.isPackaged ? [] : ([{ role: 'toggleDevTools' }] satisfies MenuItemConstructorOptions[])),
        { type: 'separator' },
        { role: 'close', label: words.close },
        { role: 'quit', label: words.quit },
      ],
    },
  ];
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
