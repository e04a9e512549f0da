document.getElementById('app')!.textContent = 'Hello';
