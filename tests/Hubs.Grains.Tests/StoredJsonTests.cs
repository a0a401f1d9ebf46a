using System.Text.Json;
using Hubs.Model;

namespace Hubs.Grains.Tests;

public class StoredJsonTests
{
    [Fact]
    public void Plan_stored_before_a_list_was_added_has_it_empty_and_can_be_stored_again()
    {
        var plan = JsonSerializer.Deserialize(
            """{"draft":{"week":"2026-W48","cost":3},"version":7}""",
            StoredJson.Of<PlanRecord>()
        )!;

        Assert.Empty(plan.Answered);
        Assert.Empty(plan.Draft!.Sessions);
        Assert.Empty(plan.Draft.Trail);
        Assert.Equal(7, plan.Version);
        Assert.Contains(
            "\"unplaced\":[]",
            JsonSerializer.Serialize(plan, StoredJson.Of<PlanRecord>())
        );
    }

    [Fact]
    public void Facts_stored_before_a_list_was_added_have_it_empty()
    {
        var entry = JsonSerializer.Deserialize("""{}""", StoredJson.Of<Network>())!;

        Assert.Empty(entry.Hubs);
        Assert.Empty(entry.Clinics);
    }
}
