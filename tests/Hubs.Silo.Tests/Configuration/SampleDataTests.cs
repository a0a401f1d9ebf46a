using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

public sealed class SampleDataTests
{
    private static readonly Network Sample = SampleFiles.Read();

    [Fact]
    public void SampleFiles_AsTheyAre_HaveNoFault() =>
        Assert.Empty(NetworkFiles.Read(SampleFiles.Hubs).Faults);

    [Fact]
    public void EveryHub_Has20To28Rooms() =>
        Assert.All(Sample.Hubs, hub => Assert.InRange(hub.Rooms.Length, 20, 28));
}
