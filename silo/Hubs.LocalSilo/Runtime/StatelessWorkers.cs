namespace Hubs.LocalSilo.Runtime;

/// <summary>The activations that share the calls to one key of a stateless worker grain.</summary>
internal sealed class StatelessWorkers(GrainClass grainClass, string key)
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];

    public Activation[] All
    {
        get
        {
            lock (_gate)
                return [.. _workers];
        }
    }

    /// <summary>An idle worker, or a new one, or the one with least to do.</summary>
    public Activation Choose(GrainEngine engine)
    {
        lock (_gate)
        {
            _workers.RemoveAll(worker => worker.IsGone);
            if (_workers.Find(worker => !worker.IsOccupied) is { } idle)
                return idle;
            if (_workers.Count >= grainClass.MaxWorkers)
                return _workers.MinBy(worker => worker.Load)!;
            engine.MustBeRunning();
            var worker = new Activation(engine, grainClass, key);
            _workers.Add(worker);
            return worker;
        }
    }

    public bool Remove(Activation worker)
    {
        lock (_gate)
            return _workers.Remove(worker);
    }
}
