using System.Collections.Concurrent;

namespace Hubs.LocalSilo.Tests.Contract;

/// <summary>Holds a grain's code up until the test lets it go on. Known by name, so that it also works where grains are far away.</summary>
public sealed class Door
{
    private static readonly ConcurrentDictionary<string, Door> s_doors = new();

    private readonly TaskCompletionSource _reached = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource _opened = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private Door(string name) => Name = name;

    public string Name { get; }

    /// <summary>Some grain stands before it.</summary>
    public Task Reached => _reached.Task.WaitAsync(ContractSilo.Patience);

    public static Door New() => Named(Guid.NewGuid().ToString());

    public static Door Named(string name) => s_doors.GetOrAdd(name, static n => new(n));

    /// <summary>A door nobody has to wait at.</summary>
    public static string Ajar { get; } = OpenDoor();

    public void Open() => _opened.TrySetResult();

    public Task GoThrough()
    {
        _reached.TrySetResult();
        return _opened.Task;
    }

    private static string OpenDoor()
    {
        Door door = New();
        door.Open();
        return door.Name;
    }
}
