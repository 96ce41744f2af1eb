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
  unsavedTitle: 'Còn ghi chú chưa gửi đến máy chủ',
  unsavedText: 'Các ghi chú này được giữ trên máy và sẽ được gửi khi mở lại ứng dụng và có kết nối.',
  stay: 'Ở lại',
  leave: 'Đóng cửa sổ',
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
  unsavedTitle: 'Some notes are not with the server yet',
  unsavedText:
    'They are kept on this computer and will be sent when the app is open and the server is reached again.',
  stay: 'Stay',
  leave: 'Close the window',
};

/**
 * The shell's own words, in its menu and its question before closing: English for people whose system prefers it to Vietnamese, Vietnamese for everybody else.
 *
 * @param preferred the system's languages, the most wanted first, as BCP 47 tags.
 */
export function menuWords(preferred: readonly string[]): typeof vietnamese {
  const known = preferred.find((tag) => /^(vi|en)\b/i.test(tag));
  return known?.toLowerCase().startsWith('en') ? english : vietnamese;
}
