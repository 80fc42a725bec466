'use strict';
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');
  const charts = [];
  const shapes = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'crossRot', 'cross', 'rectRounded'];
  const dashes = [[], [6, 4], [2, 3], [10, 4, 2, 4]];
  let chosen = null;

  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const faint = name => `${colour(name)}99`;

  function short(value) {
    if (value === 0 || value === null) return String(value);
    const size = Math.abs(value);
    return size >= 1e-4 && size < 1e7 ? String(Number(value.toPrecision(4))) : value.toExponential(3);
  }

  /** Lines across a chart, each with its name. */
  const marks = {
    id: 'marks',
    afterDatasetsDraw(chart, _, options) {
      const { ctx, chartArea: area, scales } = chart;
      (options.lines || []).forEach((mark, i) => {
        const x = scales.x.getPixelForValue(mark.x);
        if (!(x >= area.left && x <= area.right)) return;
        ctx.save();
        ctx.strokeStyle = ctx.fillStyle = colour('--text');
        ctx.setLineDash([5, 4]);
        ctx.beginPath();
        ctx.moveTo(x, area.top);
        ctx.lineTo(x, area.bottom);
        ctx.stroke();
        const right = x > (area.left + area.right) / 2;
        ctx.textAlign = right ? 'right' : 'left';
        ctx.textBaseline = 'top';
        ctx.font = '12px system-ui, sans-serif';
        const at = [mark.name, x + (right ? -5 : 5), area.top + 3 + 16 * i];
        ctx.setLineDash([]);
        ctx.lineWidth = 4;
        ctx.strokeStyle = colour('--page'); // so that it reads over curves
        ctx.strokeText(...at);
        ctx.fillText(...at);
        ctx.restore();
      });
    },
  };

  function said(item) {
    const raw = item.raw;
    if (raw.label) return raw.label;
    const names = item.chart.options.plugins.tooltip.names;
    if (names.length) return `${names[raw.y]}: ${short(raw.x)}`;
    return `${item.dataset.label}: ${short(raw.y)} at ${short(raw.x)}`;
  }

  function dataset(chart, series, i) {
    return {
      label: series.name,
      data: series.points.map(([x, y, label]) => ({ x, y, label })),
      pointStyle: chart.kind === 'points' ? shapes[i % shapes.length] : 'circle',
      pointRadius: chart.kind === 'points' ? 4 : series.points.length > 60 ? 0 : 2,
      pointHoverRadius: 7,
      pointHitRadius: 6,
      borderDash: chart.kind === 'lines' ? dashes[i % dashes.length] : undefined,
      borderWidth: chart.kind === 'lines' ? 2 : 1.5,
      barPercentage: 1,
      categoryPercentage: chart.kind === 'bars' ? 0.8 : 1,
      grouped: false,
    };
  }

  function axis(chart, name) {
    const { title, scale } = chart[name];
    const log = scale === 'logarithmic';
    if (chart.kind === 'bars' && name === 'y') {
      return {
        type: 'linear', named: true, offset: false, reverse: true, min: -0.5, max: chart.names.length - 0.5, afterBuildTicks: scale => {
          scale.ticks = chart.names.map((_, value) => ({ value }));
        }, ticks: { autoSkip: false, callback: value => cut(chart.names[value] ?? '') },
      };
    }
    return {
      type: log ? 'logarithmic' : 'linear',
      offset: false,
      ...(scale === 'share' ? { min: 0, max: 1 } : {}),
      ...(scale === 'linear' && name === 'x' && (chart.kind === 'lines' || chart.kind === 'columns') ? ends(chart) : {}),
      beginAtZero: name === (chart.kind === 'columns' ? 'y' : chart.kind === 'bars' ? 'x' : ''),
      title: { display: title !== '', text: title },
      ticks: { includeBounds: false, precision: whole(chart, name) ? 0 : undefined, callback: log ? value => (Number.isInteger(Math.log10(value)) ? short(value) : '') : short, maxRotation: 0 },
    };
  }

  /** Whether an axis counts, as epochs and steps do. */
  function whole(chart, name) {
    const at = name === 'x' ? 0 : 1;
    return chart.series.every(series => series.points.every(point => Number.isInteger(point[at])));
  }

  /** Lines and columns reach from side to side. */
  function ends(chart) {
    const xs = chart.series.flatMap(series => series.points.map(([x]) => x));
    const points = chart.series[0].points;
    const half = chart.kind === 'columns' && points.length > 1 ? (points[1][0] - points[0][0]) / 2 : 0;
    const min = Math.min(...xs) - half;
    const max = Math.max(...xs) + half;
    return max > min ? { min, max } : {};
  }

  /** Lines in the legend have the dashes that they have in the chart. */
  function legend(chart) {
    const items = Chart.defaults.plugins.legend.labels.generateLabels(chart);
    return items.map(item => ({ ...item, lineDash: chart.data.datasets[item.datasetIndex].borderDash }));
  }

  const cut = text => (text.length > 30 ? text.slice(0, 29) + '…' : text);

  function draw(data) {
    const canvas = document.getElementById(data.id);
    if (data.kind === 'bars') canvas.parentElement.style.height = `${70 + 26 * data.names.length}px`;
    const bars = data.kind === 'bars' || data.kind === 'columns';
    const chart = new Chart(canvas, {
      type: bars ? 'bar' : data.kind === 'lines' ? 'line' : 'scatter',
      data: { datasets: data.series.map((series, i) => dataset(data, series, i)) },
      options: {
        animation: false,
        maintainAspectRatio: false,
        indexAxis: data.kind === 'bars' ? 'y' : 'x',
        interaction: { mode: 'nearest', intersect: data.kind === 'points', axis: data.kind === 'lines' ? 'x' : 'xy' },
        scales: { x: axis(data, 'x'), y: axis(data, 'y') },
        plugins: {
          legend: {
            display: data.series.length > 1,
            labels: { usePointStyle: true, generateLabels: legend, boxHeight: 7, ...(data.kind === 'lines' ? { pointStyle: 'line', pointStyleWidth: 34 } : {}) },
          },
          tooltip: { names: data.names, callbacks: { title: () => '', label: said } },
          marks: { lines: data.marks },
        },
      },
      plugins: [marks],
    });
    canvas.addEventListener('keydown', event => walk(event, chart, canvas));
    canvas.addEventListener('blur', () => show(chart, canvas, null));
    charts.push(chart);
  }

  /** Arrow keys go from point to point, Home and End to the first and the last. */
  function walk(event, chart, canvas) {
    const all = chart.data.datasets.flatMap((set, datasetIndex) =>
      set.data.map((_, index) => ({ datasetIndex, index })).filter(({ index }) => set.data[index].y !== null));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') return show(chart, canvas, null);
    if (event.key === 'Home') chart.at = 0;
    else if (event.key === 'End') chart.at = all.length - 1;
    else if (step) chart.at = Math.min(all.length - 1, Math.max(0, (chart.at ?? -1) + step));
    else return undefined;
    event.preventDefault();
    return show(chart, canvas, all[chart.at]);
  }

  function show(chart, canvas, at) {
    const active = at ? [at] : [];
    chart.setActiveElements(active);
    chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
    chart.update();
    const spoken = canvas.closest('figure').querySelector('.spoken');
    spoken.textContent = at
      ? said({ raw: chart.data.datasets[at.datasetIndex].data[at.index], dataset: chart.data.datasets[at.datasetIndex], chart })
      : '';
  }

  function paint(chart) {
    const { options } = chart;
    for (const scale of Object.values(options.scales)) {
      scale.grid = { color: colour('--line'), offset: false, display: !scale.named };
      scale.border = { color: colour('--quiet') };
      scale.ticks.color = colour('--text');
      if (scale.title) scale.title.color = colour('--text');
    }
    options.plugins.legend.labels.color = colour('--text');
    Object.assign(options.plugins.tooltip, { backgroundColor: colour('--text'), bodyColor: colour('--page'), displayColors: false });
    chart.data.datasets.forEach((set, i) => {
      const own = `--c${i % 10}`;
      set.borderColor = colour(own);
      set.backgroundColor = options.indexAxis === 'y' || chart.config.type === 'bar' ? faint(own) : colour(own);
      set.pointBackgroundColor = chart.config.type === 'scatter' ? faint(own) : colour(own);
    });
    chart.update();
  }

  function theme(name) {
    root.dataset.theme = name;
    button.textContent = name === 'dark' ? 'Light theme' : 'Dark theme';
    charts.forEach(paint);
  }

  const wanted = () => chosen ?? (system.matches ? 'dark' : 'light');

  theme(wanted());
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  JSON.parse(document.getElementById('data').textContent).charts.forEach(draw);
  theme(wanted());
  button.addEventListener('click', () => {
    chosen = wanted() === 'dark' ? 'light' : 'dark';
    theme(chosen);
  });
  system.addEventListener('change', () => theme(wanted()));
  addEventListener('beforeprint', () => {
    theme('light');
    charts.forEach(chart => chart.resize());
  });
  addEventListener('afterprint', () => {
    theme(wanted());
    charts.forEach(chart => chart.resize());
  });
})();
