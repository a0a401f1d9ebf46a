using Hubs.Journeys.Tests.Running;
using Hubs.Model;

namespace Hubs.Journeys.Tests.Pages;

[Collection(RunningProduct.Name)]
public sealed class RoleSwitchTests(RunningProduct running)
{
    [Theory]
    [InlineData(Role.Receptionist, "Reception")]
    [InlineData(Role.Clinician, "Your sessions")]
    [InlineData(Role.Coordinator, "Hub coordination")]
    [InlineData(Role.Resident, "Your local health and wellbeing hubs")]
    public async Task RoleSwitch_WithoutJavaScript_OpensThatRolesHomePage(Role role, string heading)
    {
        await using var visit = await running.Visit(Role.Resident, scripting: false);
        await visit.Go("/components");
        await visit.Button(role.ToString()).ClickAsync();
        Assert.Equal(heading, await visit.Page.Locator("h1").InnerTextAsync());
        Assert.Equal("true", await visit.Button(role.ToString()).GetAttributeAsync("aria-pressed"));
    }

    [Fact]
    public async Task FormWithErrors_SaysSoInTheTitleAndBesideTheField()
    {
        await using var visit = await running.Visit(Role.Resident, scripting: false);
        await visit.Go("/components");
        await visit.Button("Try the form").ClickAsync();
        Assert.StartsWith("Error: ", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        await visit.Link("Enter a name").ClickAsync();
        Assert.EndsWith("#Name", visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal(
            "Name-error",
            (await visit.Page.Locator("#Name").GetAttributeAsync("aria-describedby"))!.Split(' ')[
                ^1
            ]
        );
        Assert.Equal(3, await visit.Page.Locator(".nhsuk-error-message").CountAsync());
    }
}
