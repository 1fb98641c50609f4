/** Three stacked bars in the providers' colours, 32 x 32. */
export const trayIcon =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAARElEQVR42mNgGAWjAAmwTfzynx541AGjDhi8DhgFAw46E0z+0wOPOmDUAYPXAaNgwIF2ce5/euBRB4w6YPA6YBSMSAAA43gTfTEedVYAAAAASUVORK5CYII='
