// Post the answer at once. Without this the person presses the button.
document.querySelector("form[data-send]")?.submit();
