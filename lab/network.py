"""ResNet-18 (He et al. 2016, two basic blocks in each of four stages) with a free channel width."""

from torch import nn


class BasicBlock(nn.Module):
    def __init__(self, channels_in, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = nn.Identity()
        if stride != 1 or channels_in != channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels_in, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        return self.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class ResNet18(nn.Module):
    """`width` channels in the first stage (64 is the published network), doubled in each later one.

    The stem "small" is a 3x3 convolution of stride 2, for inputs of 64x64; "imagenet" is the published
    7x7 convolution of stride 2 with a 3x3 max-pool of stride 2.
    """

    def __init__(self, width=64, stem="imagenet", classes=2):
        super().__init__()
        if stem == "imagenet":
            first = [nn.Conv2d(3, width, 7, 2, 3, bias=False)]
            pool = [nn.MaxPool2d(3, 2, 1)]
        elif stem == "small":
            first = [nn.Conv2d(3, width, 3, 2, 1, bias=False)]
            pool = []
        else:
            raise ValueError(f"stem must be small or imagenet, not {stem}")
        self.stem = nn.Sequential(*first, nn.BatchNorm2d(width), nn.ReLU(inplace=True), *pool)
        stages, channels_in = [], width
        for stage in range(4):
            channels = width << stage
            stages += [BasicBlock(channels_in, channels, 1 if stage == 0 else 2),
                       BasicBlock(channels, channels, 1)]
            channels_in = channels
        self.stages = nn.Sequential(*stages)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.classify = nn.Linear(channels_in, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, images):
        return self.classify(self.pool(self.stages(self.stem(images))).flatten(1))
