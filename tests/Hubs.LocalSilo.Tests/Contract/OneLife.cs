namespace Hubs.LocalSilo.Tests.Contract;

/// <summary>A silo, a grain whose life is written down, and a door for it to stand at.</summary>
public abstract class OneLife : IAsyncLifetime
{
    protected string Key { get; } = Guid.NewGuid().ToString();

    protected Door Door { get; } = Door.New();

    protected ContractSilo Silo { get; private set; } = null!;

    protected ILifeGrain Grain { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Silo = await ContractSilo.Start();
        Grain = Silo.Grains.GetGrain<ILifeGrain>(Key, typeof(LifeGrain).FullName);
    }

    public async Task DisposeAsync()
    {
        Door.Open();
        await Silo.DisposeAsync();
    }
}
