/**
 * Vietnamese for react-aria's own messages: what a screen reader is told about pickers, lists, drag and drop. The
 * library ships 34 languages and not this one. The build puts these in place of its dictionaries
 * (`renderer/build/react-aria-locales.ts`); a test compares the keys with the installed version.
 */
type Arguments = Readonly<Record<string, string | number | boolean>>;
interface Formatter {
  number(value: number): string;
}
type Message = string | ((args: Arguments, formatter: Formatter) => string);
type Dictionary = Readonly<Record<string, Message>>;

const count = (args: Arguments, formatter: Formatter, key: string): string =>
  formatter.number(Number(args[key] ?? 0));

const areas: Readonly<Record<string, Dictionary>> = {
  'react-aria-components': {
    selectPlaceholder: 'Chọn một mục',
    tableResizer: 'Thanh đổi độ rộng cột',
    dropzoneLabel: 'Vùng thả tệp',
    colorSwatchPicker: 'Bảng màu',
  },
  'react-aria/autocomplete': { collectionLabel: 'Gợi ý' },
  'react-aria/breadcrumbs': { breadcrumbs: 'Đường dẫn' },
  'react-aria/calendar': {
    previous: 'Trước',
    next: 'Sau',
    selectedDateDescription: (args) => `Ngày đã chọn: ${args['date']}`,
    selectedRangeDescription: (args) => `Khoảng đã chọn: ${args['dateRange']}`,
    todayDate: (args) => `Hôm nay, ${args['date']}`,
    todayDateSelected: (args) => `Hôm nay, ${args['date']}, đã chọn`,
    dateSelected: (args) => `${args['date']}, đã chọn`,
    startRangeSelectionPrompt: 'Bấm để bắt đầu chọn khoảng ngày',
    finishRangeSelectionPrompt: 'Bấm để kết thúc khoảng ngày',
    minimumDate: 'Ngày sớm nhất chọn được',
    maximumDate: 'Ngày muộn nhất chọn được',
    dateRange: (args) => `${args['startDate']} đến ${args['endDate']}`,
  },
  'react-aria/color': {
    colorPicker: 'Bộ chọn màu',
    twoDimensionalSlider: 'Thanh trượt hai chiều',
    colorNameAndValue: (args) => `${args['name']}: ${args['value']}`,
    colorInputLabel: (args) => `${args['label']}, ${args['channelLabel']}`,
    colorSwatch: 'ô màu',
    transparent: 'trong suốt',
  },
  'react-aria/combobox': {
    focusAnnouncement: (args, formatter) => {
      const group =
        args['isGroupChange'] === true
          ? `Nhóm ${args['groupTitle']}, ${count(args, formatter, 'groupCount')} lựa chọn. `
          : '';
      return `${group}${args['optionText']}${args['isSelected'] === true ? ', đã chọn' : ''}`;
    },
    countAnnouncement: (args, formatter) => `Có ${count(args, formatter, 'optionCount')} lựa chọn.`,
    selectedAnnouncement: (args) => `${args['optionText']}, đã chọn`,
    buttonLabel: 'Hiện gợi ý',
    listboxLabel: 'Gợi ý',
  },
  'react-aria/datepicker': {
    era: 'kỷ nguyên',
    year: 'năm',
    month: 'tháng',
    day: 'ngày',
    hour: 'giờ',
    minute: 'phút',
    second: 'giây',
    dayPeriod: 'SA/CH',
    calendar: 'Lịch',
    startDate: 'Ngày bắt đầu',
    endDate: 'Ngày kết thúc',
    weekday: 'thứ',
    timeZoneName: 'múi giờ',
    selectedDateDescription: (args) => `Ngày đã chọn: ${args['date']}`,
    selectedRangeDescription: (args) => `Khoảng đã chọn: ${args['startDate']} đến ${args['endDate']}`,
    selectedTimeDescription: (args) => `Giờ đã chọn: ${args['time']}`,
  },
  'react-aria/dnd': {
    dragItem: (args) => `Kéo ${args['itemText']}`,
    dragSelectedItems: (args, formatter) => `Kéo ${count(args, formatter, 'count')} mục đã chọn`,
    dragDescriptionKeyboard: 'Nhấn Enter để bắt đầu kéo.',
    dragDescriptionKeyboardAlt: 'Nhấn Alt + Enter để bắt đầu kéo.',
    dragDescriptionTouch: 'Chạm hai lần để bắt đầu kéo.',
    dragDescriptionVirtual: 'Bấm để bắt đầu kéo.',
    dragDescriptionLongPress: 'Nhấn giữ để bắt đầu kéo.',
    dragSelectedKeyboard: (args, formatter) =>
      `Nhấn Enter để kéo ${count(args, formatter, 'count')} mục đã chọn.`,
    dragSelectedKeyboardAlt: (args, formatter) =>
      `Nhấn Alt + Enter để kéo ${count(args, formatter, 'count')} mục đã chọn.`,
    dragSelectedLongPress: (args, formatter) =>
      `Nhấn giữ để kéo ${count(args, formatter, 'count')} mục đã chọn.`,
    dragStartedKeyboard: 'Đã bắt đầu kéo. Nhấn Tab để đến nơi thả, rồi nhấn Enter để thả hoặc Escape để hủy.',
    dragStartedTouch: 'Đã bắt đầu kéo. Di chuyển đến nơi thả, rồi chạm hai lần để thả.',
    dragStartedVirtual: 'Đã bắt đầu kéo. Di chuyển đến nơi thả, rồi bấm hoặc nhấn Enter để thả.',
    endDragKeyboard: 'Đang kéo. Nhấn Enter để hủy.',
    endDragTouch: 'Đang kéo. Chạm hai lần để hủy.',
    endDragVirtual: 'Đang kéo. Bấm để hủy.',
    dropDescriptionKeyboard: 'Nhấn Enter để thả. Nhấn Escape để hủy.',
    dropDescriptionTouch: 'Chạm hai lần để thả.',
    dropDescriptionVirtual: 'Bấm để thả.',
    dropCanceled: 'Đã hủy kéo thả.',
    dropComplete: 'Đã thả.',
    dropIndicator: 'vị trí thả',
    dropOnRoot: 'Thả vào',
    dropOnItem: (args) => `Thả vào ${args['itemText']}`,
    insertBefore: (args) => `Chèn trước ${args['itemText']}`,
    insertBetween: (args) => `Chèn giữa ${args['beforeItemText']} và ${args['afterItemText']}`,
    insertAfter: (args) => `Chèn sau ${args['itemText']}`,
  },
  'react-aria/grid': {
    deselectedItem: (args) => `Đã bỏ chọn ${args['item']}.`,
    select: 'Chọn',
    selectedCount: (args, formatter) =>
      Number(args['count']) === 0 ? 'Chưa chọn mục nào.' : `Đã chọn ${count(args, formatter, 'count')} mục.`,
    selectedAll: 'Đã chọn tất cả.',
    selectedItem: (args) => `Đã chọn ${args['item']}.`,
    longPressToSelect: 'Nhấn giữ để bắt đầu chọn nhiều mục.',
  },
  'react-aria/menu': { longPressMessage: 'Nhấn giữ hoặc nhấn Alt + Mũi tên xuống để mở trình đơn' },
  'react-aria/numberfield': {
    decrease: (args) => `Giảm ${args['fieldLabel']}`,
    increase: (args) => `Tăng ${args['fieldLabel']}`,
    numberField: 'Ô nhập số',
  },
  'react-aria/overlays': { dismiss: 'Đóng' },
  'react-aria/previewtrigger': { longPressMessage: 'Nhấn giữ để xem trước' },
  'react-aria/searchfield': { 'Clear search': 'Xóa từ khóa tìm' },
  'react-aria/spinbutton': { Empty: 'Trống' },
  'react-aria/steplist': { steplist: 'Các bước' },
  'react-aria/table': {
    select: 'Chọn',
    selectAll: 'Chọn tất cả',
    sortable: 'cột sắp xếp được',
    ascending: 'tăng dần',
    descending: 'giảm dần',
    ascendingSort: (args) => `sắp xếp theo cột ${args['columnName']}, tăng dần`,
    descendingSort: (args) => `sắp xếp theo cột ${args['columnName']}, giảm dần`,
    columnSize: (args) => `${args['value']} điểm ảnh`,
    resizerDescription: 'Nhấn Enter để đổi độ rộng',
    expand: 'Mở rộng',
    collapse: 'Thu gọn',
  },
  'react-aria/tag': {
    removeDescription: 'Nhấn Delete để gỡ thẻ.',
    removeButtonLabel: 'Gỡ',
  },
  'react-aria/toast': {
    close: 'Đóng',
    notifications: (args, formatter) => `${count(args, formatter, 'count')} thông báo.`,
  },
  'react-aria/tree': { expand: 'Mở rộng', collapse: 'Thu gọn' },
  'react-stately/datepicker': {
    rangeUnderflow: (args) => `Giá trị phải từ ${args['minValue']} trở đi.`,
    rangeOverflow: (args) => `Giá trị phải từ ${args['maxValue']} trở về trước.`,
    rangeReversed: 'Ngày bắt đầu phải trước ngày kết thúc.',
    unavailableDate: 'Không chọn được ngày này.',
  },
  'react-stately/color': {
    hue: 'Sắc độ',
    saturation: 'Độ bão hòa',
    lightness: 'Độ sáng',
    brightness: 'Độ chói',
    red: 'Đỏ',
    green: 'Lục',
    blue: 'Lam',
    alpha: 'Độ đục',
    colorName: (args) => `${args['hue']} ${args['chroma']} ${args['lightness']}`,
    transparentColorName: (args) =>
      `${args['hue']} ${args['chroma']} ${args['lightness']}, trong suốt ${args['percentTransparent']}`,
    'very dark': 'rất đậm',
    dark: 'đậm',
    light: 'nhạt',
    'very light': 'rất nhạt',
    pale: 'phai',
    grayish: 'ngả xám',
    vibrant: 'tươi',
    black: 'đen',
    white: 'trắng',
    gray: 'xám',
    pink: 'hồng',
    'pink red': 'đỏ hồng',
    'red orange': 'đỏ cam',
    brown: 'nâu',
    orange: 'cam',
    'orange yellow': 'vàng cam',
    'brown yellow': 'vàng nâu',
    yellow: 'vàng',
    'yellow green': 'lục vàng',
    'green cyan': 'lục lam',
    cyan: 'lơ',
    'cyan blue': 'lam lơ',
    'blue purple': 'tím lam',
    purple: 'tím',
    'purple magenta': 'tím sen',
    magenta: 'đỏ sen',
    'magenta pink': 'hồng sen',
  },
};

/**
 * The Vietnamese dictionary of one area of react-aria, named `package/area`.
 *
 * Throws when there is none, so that a new area in an upgrade is found by the build.
 */
export function vietnameseFor(name: string): Dictionary {
  const dictionary = areas[name];
  if (dictionary === undefined) throw new Error(`No Vietnamese for react-aria's "${name}".`);
  return dictionary;
}

/** The areas that have a Vietnamese dictionary. */
export const vietnameseAreas: readonly string[] = Object.keys(areas);
