using System.Diagnostics.Metrics;
using Hubs.LocalSilo.Runtime;

namespace Hubs.LocalSilo;

/// <summary>The meter "Hubs.LocalSilo". Everything is read off when someone asks, so calls pay nothing for it.</summary>
internal sealed class SiloMeter : IDisposable
{
    private readonly Meter _meter;

    public SiloMeter(GrainEngine engine)
    {
        _meter = new Meter("Hubs.LocalSilo", version: null, tags: null, scope: engine);
        _meter.CreateObservableCounter(
            "hubs.silo.calls",
            () => engine.CallsHandled,
            "{call}",
            "Calls handled by grains, timer ticks included"
        );
        _meter.CreateObservableGauge(
            "hubs.silo.activations",
            () => engine.Activations.Count(),
            "{activation}",
            "Grains in memory"
        );
        _meter.CreateObservableGauge(
            "hubs.silo.queue",
            () => engine.Activations.Sum(activation => activation.Waiting),
            "{call}",
            "Calls waiting for their grain"
        );
    }

    public void Dispose() => _meter.Dispose();
}
