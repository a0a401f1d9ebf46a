using System.Reflection;
using System.Text.Json;
using Hubs.Storage;

namespace Hubs.LocalSilo;

/// <summary>What a silo hosts and where it keeps things. Time limits run on <see cref="TimeProvider"/>.</summary>
public sealed class LocalSiloOptions
{
    /// <summary>Every concrete <see cref="Grain"/> in these is hosted.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];

    /// <summary>Where persistent state and reminders are kept. Not set: the one registered in the services.</summary>
    public IStateStore? StateStore { get; set; }

    /// <summary>Not set: the one registered in the services, else the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>How states (and in tests messages) are written: give it the product's source-generated context.</summary>
    public JsonSerializerOptions Json { get; set; } = new(JsonSerializerDefaults.Web);

    /// <summary>For tests: send every argument and result through JSON and back.</summary>
    public bool RoundTripMessages { get; set; }

    /// <summary>How long a caller waits before it gets a <see cref="TimeoutException"/>.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Idle for this long, an activation is deactivated, if its class says nothing else.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for; they are found late by this much at most.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When the token given to <see cref="Grain.OnActivateAsync"/> is cancelled.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long deactivation waits for calls in progress, and then for <see cref="Grain.OnDeactivateAsync"/>.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an orderly stop may take altogether.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Reminders are for minutes and days; for less there are timers.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Hosts the grains of the assembly this type is in.</summary>
    public LocalSiloOptions AddGrainsBeside<T>()
    {
        GrainAssemblies.Add(typeof(T).Assembly);
        return this;
    }
}
