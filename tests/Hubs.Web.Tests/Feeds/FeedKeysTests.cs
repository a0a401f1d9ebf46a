using Hubs.Model;
using Hubs.Silo;
using Hubs.Web.Feeds;

namespace Hubs.Web.Tests.Feeds;

public sealed class FeedKeysTests : IDisposable
{
    private static readonly ClinicianId Ama = new("c-1");

    private readonly string _folder = Directory.CreateTempSubdirectory("hubs-keys-").FullName;

    [Fact]
    public void A_key_opens_its_own_clinicians_feed_only()
    {
        var keys = Keys();
        var key = keys.AddressOf(Ama).Split("?key=")[1];

        Assert.True(keys.Opens(key, Ama));
        Assert.False(keys.Opens(key, new ClinicianId("c-2")));
        Assert.False(keys.Opens(key[..^1], Ama));
        Assert.False(keys.Opens("", Ama));
        Assert.False(keys.Opens(null, Ama));
    }

    [Fact]
    public void Addresses_outlive_a_restart_and_end_with_the_secret()
    {
        var address = Keys().AddressOf(Ama);
        Assert.Equal(address, Keys().AddressOf(Ama));

        File.Delete(KeyPath);
        Assert.NotEqual(address, Keys().AddressOf(Ama));
    }

    [Fact]
    public void A_damaged_secret_is_named()
    {
        File.WriteAllText(KeyPath, "short");

        Assert.Contains(KeyPath, Assert.Throws<InvalidDataException>(Keys).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FeedKeys Keys() => new(SecretFile.ReadOrMake(KeyPath));

    private string KeyPath => Path.Combine(_folder, "feeds");
}
