import { app, Menu, type MenuItemConstructorOptions } from 'electron';

const vietnamese = {
  edit: 'Chỉnh sửa',
  undo: 'Hoàn tác',
  redo: 'Làm lại',
  cut: 'Cắt',
  copy: 'Sao chép',
  paste: 'Dán',
  selectAll: 'Chọn tất cả',
  window: 'Cửa sổ',
  fullscreen: 'Toàn màn hình',
  minimize: 'Thu nhỏ',
  close: 'Đóng',
  reload: 'Tải lại trang',
  quit: 'Thoát Bàn Tròn',
};

const english: typeof vietnamese = {
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  window: 'Window',
  fullscreen: 'Full screen',
  minimize: 'Minimize',
  close: 'Close',
  reload: 'Reload page',
  quit: 'Quit Bàn Tròn',
};

/**
 * The menu's words: English for people whose system prefers it to Vietnamese, Vietnamese for everybody else.
 *
 * @param preferred the system's languages, the most wanted first, as BCP 47 tags.
 */
export function menuWords(preferred: readonly string[]): typeof vietnamese {
  const known = preferred.find((tag) => /^(vi|en)\b/i.test(tag));
  return known?.toLowerCase().startsWith('en') ? english : vietnamese;
}

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
